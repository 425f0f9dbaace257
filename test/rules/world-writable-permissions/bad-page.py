import os

os.chmod("model.pt", 0o777)  # expect: world-writable-permissions
