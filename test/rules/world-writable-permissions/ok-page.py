import os

os.chmod("model.pt", 0o644)
