import os

os.system("docker run -v /:/host image")  # expect: sensitive-host-mount=info
