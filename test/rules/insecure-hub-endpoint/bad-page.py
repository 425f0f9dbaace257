import os

os.environ["HF_ENDPOINT"] = "http://mirror.example.org"  # expect: insecure-hub-endpoint
