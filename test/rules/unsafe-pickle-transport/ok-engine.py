import os

os.environ["VLLM_ALLOW_INSECURE_SERIALIZATION"] = "0"
allowed = os.environ.get("VLLM_ALLOW_INSECURE_SERIALIZATION", "0") == "1"


def start(value):
    os.environ["VLLM_ALLOW_INSECURE_SERIALIZATION"] = value
