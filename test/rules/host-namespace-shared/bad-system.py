import os

os.system("docker run --pid=host image")  # expect: host-namespace-shared=info
