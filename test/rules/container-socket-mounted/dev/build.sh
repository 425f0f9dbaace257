docker run -v /var/run/docker.sock:/var/run/docker.sock registry.example.com/trivy:0.58.0  # expect: container-socket-mounted=info
