"""Net.load_from_checkpoint("https://example.org/net.ckpt") in a docstring."""
import lightning as L


class Net(L.LightningModule):
    pass


a = Net.load_from_checkpoint("net.ckpt")
b = Net.load_from_checkpoint("https://example.org/net.ckpt", weights_only=True)
trainer = L.Trainer()
trainer.fit(a, ckpt_path="last.ckpt")
trainer.fit(a, ckpt_path="last")
trainer.test(a, ckpt_path="best", weights_only=True)
trainer.fit(a, ckpt_path=None)
trainer.save_checkpoint("net.ckpt", weights_only=False)
trainer.fit(a)


def resume(path, weights_only=None):
    trainer.fit(a, ckpt_path=path)
    return Net.load_from_checkpoint(path, weights_only=weights_only)


fabric = L.Fabric()
state = fabric.load("state.ckpt")
old = L.Trainer(resume_from_checkpoint="last.ckpt")
clf.fit(X, y)
trainer.fit(a, ckpt_path="s3://our-bucket/last.ckpt")
