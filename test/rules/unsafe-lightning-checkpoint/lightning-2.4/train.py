import lightning as L


class Net(L.LightningModule):
    pass


a = Net.load_from_checkpoint("net.ckpt")  # expect: unsafe-lightning-checkpoint=warning
