docker run --cap-add SYS_ADMIN --cap-add=IPC_LOCK registry.example.com/x:1  # expect: dangerous-capability=info
