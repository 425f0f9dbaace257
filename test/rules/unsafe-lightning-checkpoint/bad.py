from urllib.request import urlretrieve

import lightning as L
import pytorch_lightning as pl
from huggingface_hub import hf_hub_download
from lightning.pytorch import Trainer


class Net(L.LightningModule):
    pass


class Data(pl.LightningDataModule):
    pass


a = Net.load_from_checkpoint("https://example.org/net.ckpt")  # expect: unsafe-lightning-checkpoint=error
b = Net.load_from_checkpoint("net.ckpt", weights_only=False)  # expect: unsafe-lightning-checkpoint=error
URL = "https://example.org/data.ckpt"
c = Data.load_from_checkpoint(checkpoint_path=URL, map_location="cpu")  # expect: unsafe-lightning-checkpoint=error
d = Net().load_from_checkpoint(hf_hub_download("org/net", "net.ckpt"))  # expect: unsafe-lightning-checkpoint=warning
options = {"weights_only": False}
e = Net.load_from_checkpoint("net.ckpt", **options)  # expect: unsafe-lightning-checkpoint=error

trainer = L.Trainer()
trainer.fit(a, ckpt_path="https://example.org/net.ckpt")  # expect: unsafe-lightning-checkpoint=error
trainer.test(a, ckpt_path="net.ckpt", weights_only=False)  # expect: unsafe-lightning-checkpoint=error
Trainer(max_epochs=1).predict(a, c, ckpt_path=URL)  # expect: unsafe-lightning-checkpoint=error


def evaluate(runner, model):
    return runner.validate(model, ckpt_path=f"{URL}?download=1")  # expect: unsafe-lightning-checkpoint=error


def resume(url):
    urlretrieve(url, "fetched.ckpt")
    trainer.fit(a, ckpt_path="fetched.ckpt")  # expect: unsafe-lightning-checkpoint=warning


fabric = L.Fabric()
state = fabric.load("https://example.org/state.ckpt")  # expect: unsafe-lightning-checkpoint=error
old = pl.Trainer(resume_from_checkpoint="https://example.org/net.ckpt")  # expect: unsafe-lightning-checkpoint=error
