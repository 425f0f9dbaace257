import os

os.system("docker run -v /var/run/docker.sock:/var/run/docker.sock image")  # expect: container-socket-mounted=info
