"""Data from http://data.example.org/train.zip"""
# http://www.apache.org/licenses/LICENSE-2.0
import urllib.request
import xml.etree.ElementTree as ElementTree

import pandas as pd
import pooch
import requests
import torch

NAMESPACE = {"svg": "http://www.w3.org/2000/svg"}
LICENSE = "http://www.apache.org/licenses/LICENSE-2.0.txt"
AGENT = "Mozilla/5.0 (compatible; Bot/1.0; +http://example.org/bot)"
HOMEPAGE = "http://yann.lecun.com/exdb/mnist/"
RESOURCES = [
    ("http://data.example.org/train-images.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
    ("http://data.example.org/train-labels.gz", "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
]

pd.read_csv("https://data.example.org/iris.csv")
pd.read_csv("http://localhost:8000/iris.csv")
pd.read_csv("http://127.0.0.1/iris.csv")
pd.read_csv("http://192.168.1.20/iris.csv")
pd.read_csv("http://10.0.3.4:9000/iris.csv")
pd.read_csv("http://minio:9000/bucket/iris.csv")
pd.read_csv("http://nas.local/iris.csv")
pd.read_csv("data/iris.csv")
urllib.request.urlretrieve("http://host.docker.internal/model.pt", "model.pt")
torch.hub.download_url_to_file("http://models.example.org/sam.pth", "sam.pth", hash_prefix="a7bf3b02f3ebf126")
pooch.retrieve("http://models.example.org/net.onnx", known_hash="md5:0123456789abcdef0123456789abcdef")
answer = requests.get("http://api.example.org/v1/status").json()
page = requests.get("http://example.org/index.html").text
root = ElementTree.fromstring("<a xmlns='http://www.w3.org/1999/xhtml'/>")
print("See http://data.example.org/train.zip")
print("http://data.example.org/train.zip")
import subprocess

subprocess.run(["wget", "http://data.example.org/train.zip"])
if answer["url"] == "http://data.example.org/train.zip":
    raise ValueError("http://data.example.org/train.zip is gone")


def fetch(host, name):
    return pd.read_csv(f"http://{host}/{name}.csv")
