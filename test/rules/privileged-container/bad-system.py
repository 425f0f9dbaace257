import os

os.system("docker run --privileged image")  # expect: privileged-container=info
