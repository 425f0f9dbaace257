import os
import subprocess

from huggingface_hub import HfApi, snapshot_download

os.environ["HF_ENDPOINT"] = "http://mirror.example.org"  # expect: insecure-hub-endpoint=warning
os.environ["HF_ENDPOINT"] = "https://hf-mirror.com"  # expect: insecure-hub-endpoint=info
os.environ.setdefault("HF_ENDPOINT", "http://mirror.example.org")  # expect: insecure-hub-endpoint=warning
os.environ.update({"HF_ENDPOINT": "https://hf-mirror.com"})  # expect: insecure-hub-endpoint=info
MIRROR = "http://hub.example.org"
api = HfApi(endpoint=MIRROR)  # expect: insecure-hub-endpoint=warning
snapshot_download("org/model", endpoint="https://hf-mirror.com")  # expect: insecure-hub-endpoint=info
subprocess.run(["python", "train.py"], env={**os.environ, "HF_ENDPOINT": "http://hub.example.org"})  # expect: insecure-hub-endpoint=warning
HF_ENDPOINT = "http://hub.example.org"  # expect: insecure-hub-endpoint=warning


def connect(endpoint="http://hub.example.org"):
    return HfApi(endpoint=endpoint)  # expect: insecure-hub-endpoint=hint
