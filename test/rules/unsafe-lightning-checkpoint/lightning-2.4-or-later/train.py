import lightning as L
from huggingface_hub import hf_hub_download


class Net(L.LightningModule):
    pass


a = Net.load_from_checkpoint("net.ckpt")
b = Net.load_from_checkpoint(hf_hub_download("org/net", "net.ckpt"))  # expect: unsafe-lightning-checkpoint=warning
