import lightning as L
from huggingface_hub import hf_hub_download


class Net(L.LightningModule):
    pass


# Loaded as torch.load does it, and that has weights_only=True by now.
a = Net.load_from_checkpoint(hf_hub_download("org/net", "net.ckpt"))
b = Net.load_from_checkpoint("net.ckpt")
