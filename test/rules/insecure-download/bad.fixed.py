import io
import urllib.request

import gdown
import keras
import pandas as pd
import polars as pl
import requests
import torch
import wget
from torchvision.datasets.utils import download_url

URL = "http://models.example.org/net.pth"
MIRROR = "http://yann.lecun.com/exdb/mnist/"
FILES = {
    "train": "http://data.example.org/train.tar.gz",
    "test": "https://data.example.org/test.tar.gz",
}

torch.hub.download_url_to_file(URL, "net.pth")
urllib.request.urlretrieve("http://data.example.org/train.csv", "train.csv")
urllib.request.urlretrieve(MIRROR + "train-images-idx3-ubyte", "train")
urllib.request.urlretrieve(f"http://data.example.org/{URL[3:]}", "x")
wget.download("http://data.example.org/archive")
frame = pd.read_csv("https://archive.ics.uci.edu/ml/iris/iris.data", header=None)
other = pl.read_parquet("http://data.example.org/part.parquet")
keras.utils.get_file("w", "http://models.example.org/weights.h5")
download_url("http://data.example.org/download?id=1", "data")
response = requests.get("http://models.example.org/latest")
with open("model.bin", "wb") as file:
    file.write(response.content)
state = torch.load(io.BytesIO(requests.get("http://models.example.org/state").content))
archive = requests.get("https://huggingface.co/org/m/resolve/main/model.bin").content


def fetch(name, base="http://models.example.org/"):
    return keras.utils.get_file(name, origin=base)
