import requests
from transformers import AutoModel


def page(url):
    try:
        return requests.get(url, timeout=10)
    except requests.exceptions.SSLError:
        return requests.get(url, timeout=10, verify=False)  # expect: unsafe-fallback=error


def weights(name):
    ok = True
    try:
        model = AutoModel.from_pretrained(name)
    except ValueError:
        ok = False
    if not ok:
        model = AutoModel.from_pretrained(name, trust_remote_code=True)  # expect: unsafe-fallback=error
    return model
