import lightning as L
import requests


def first():
    with open("net.ckpt", "wb") as out:
        out.write(requests.get("https://example.org/net.ckpt").content)
    return L.LightningModule.load_from_checkpoint("net.ckpt", weights_only=False)  # expect: unsafe-lightning-checkpoint=error


def second(model):
    with open("fit.ckpt", "wb") as out:
        out.write(requests.get("https://example.org/fit.ckpt").content)
    return L.Trainer().fit(model, ckpt_path="fit.ckpt", weights_only=False)  # expect: unsafe-lightning-checkpoint=error


def third():
    with open("fabric.ckpt", "wb") as out:
        out.write(requests.get("https://example.org/fabric.ckpt").content)
    return L.Fabric().load("fabric.ckpt")  # expect: unsafe-lightning-checkpoint=warning
