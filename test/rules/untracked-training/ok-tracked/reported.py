import torch
from torch.utils.tensorboard import SummaryWriter

from data import loader, model

writer = SummaryWriter()
optimizer = torch.optim.SGD(model.parameters())
for step, batch in enumerate(loader):
    loss = model(batch)
    loss.backward()
    optimizer.step()
    writer.add_scalar("loss", loss, step)
torch.save(model, "m.pt")
