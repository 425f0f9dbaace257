import os

os.environ.update(HF_ENDPOINT="http://mirror.example.org")  # expect: insecure-hub-endpoint=warning
environment = dict(os.environ, HF_ENDPOINT="https://hf-mirror.com")  # expect: insecure-hub-endpoint=info
