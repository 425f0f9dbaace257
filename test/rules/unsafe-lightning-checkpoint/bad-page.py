from model import Net

net = Net.load_from_checkpoint("https://example.org/net.ckpt")  # expect: unsafe-lightning-checkpoint
