import requests
from transformers import AutoModel


def page(url):
    try:
        return requests.get(url, timeout=10, verify=True)
    except requests.exceptions.SSLError:
        return requests.get(url, timeout=60, verify=True)


def weights(name, revision):
    try:
        return AutoModel.from_pretrained(name, use_safetensors=True, trust_remote_code=False)
    except OSError:
        return AutoModel.from_pretrained(name, use_safetensors=True, trust_remote_code=False, revision=revision)
