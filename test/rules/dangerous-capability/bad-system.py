import os

os.system("docker run --cap-add SYS_ADMIN image")  # expect: dangerous-capability=info
