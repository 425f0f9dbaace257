import torch
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from data import agent, latent, model, target

scaler = StandardScaler()
scaler.fit(target)
pca = PCA().fit(target)
model.train()
agent.train()
torch.save(model, "m.pt")
loss = model(latent)
loss.backward()
torch.save(latent, "latent.pt")


class Estimator:
    def fit(self, loader):
        optimizer = torch.optim.SGD(self.parameters())
        for batch in loader:
            self(batch).backward()
            optimizer.step()
        torch.save(self, "x.pt")


def guide(pipeline, loader):
    optimizer = torch.optim.SGD([latent])
    for batch in loader:
        pipeline(batch).backward()
        optimizer.step()
    torch.save(latent, "latent.pt")
