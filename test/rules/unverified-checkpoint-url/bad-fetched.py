import requests
from mmengine.runner import load_checkpoint


def first(model):
    with open("net.pth", "wb") as out:
        out.write(requests.get("https://example.org/net.pth").content)
    return load_checkpoint(model, "net.pth")  # expect: unverified-checkpoint-url=error
