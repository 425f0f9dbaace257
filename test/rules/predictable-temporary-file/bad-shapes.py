import os
import pandas as pd
from joblib import dump, load as read
from torch import save
import torch

SHARED = os.path.join("/tmp", "features.pkl")


def features(table):
    table.to_pickle(SHARED)
    return pd.read_pickle(SHARED)  # expect: predictable-temporary-file


dump(model, filename="/dev/shm/model.joblib")
model = read(filename="/dev/shm/model.joblib")  # expect: predictable-temporary-file
save(net, f"/tmp/net.pt")
net = torch.load("/tmp/net.pt", weights_only=False)  # expect: predictable-temporary-file
