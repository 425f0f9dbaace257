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

URL = "http://models.example.org/net.pth"  # expect: insecure-download=warning
MIRROR = "http://yann.lecun.com/exdb/mnist/"
FILES = {
    "train": "http://data.example.org/train.tar.gz",  # expect: insecure-download=warning
    "test": "https://data.example.org/test.tar.gz",
}

torch.hub.download_url_to_file(URL, "net.pth")
urllib.request.urlretrieve("http://data.example.org/train.csv", "train.csv")  # expect: insecure-download=warning
urllib.request.urlretrieve(MIRROR + "train-images-idx3-ubyte", "train")  # expect: insecure-download=warning
urllib.request.urlretrieve(f"http://data.example.org/{URL[3:]}", "x")  # expect: insecure-download=warning
wget.download("http://data.example.org/archive")  # expect: insecure-download=warning
frame = pd.read_csv("http://archive.ics.uci.edu/ml/iris/iris.data", header=None)  # expect: insecure-download=warning
other = pl.read_parquet("http://data.example.org/part.parquet")  # expect: insecure-download=warning
keras.utils.get_file("w", "http://models.example.org/weights.h5")  # expect: insecure-download=warning
download_url("http://data.example.org/download?id=1", "data")  # expect: insecure-download=warning
response = requests.get("http://models.example.org/latest")  # expect: insecure-download=warning
with open("model.bin", "wb") as file:
    file.write(response.content)
state = torch.load(io.BytesIO(requests.get("http://models.example.org/state").content))  # expect: insecure-download=warning
archive = requests.get("http://huggingface.co/org/m/resolve/main/model.bin").content  # expect: insecure-download=warning


def fetch(name, base="http://models.example.org/"):
    return keras.utils.get_file(name, origin=base)  # expect: insecure-download=hint
