import os

import boto3
from huggingface_hub import HfApi

os.environ["HF_ENDPOINT"] = "https://huggingface.co"
os.environ["HF_ENDPOINT"] = "http://localhost:8080"
os.environ["HF_ENDPOINT"] = "http://hub:8080"
os.environ["HF_HOME"] = "/data/hf"
endpoint = os.environ.get("HF_ENDPOINT", "https://huggingface.co")
api = HfApi(endpoint=endpoint)
own = HfApi(endpoint="http://10.1.2.3")
s3 = boto3.client("s3", endpoint_url="http://storage.example.org")
print("HF_ENDPOINT=http://mirror.example.org")


def connect(endpoint):
    return HfApi(endpoint=endpoint)
