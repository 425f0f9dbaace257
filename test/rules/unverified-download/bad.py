import os
import shutil
import urllib.request
from pathlib import Path
from urllib.request import urlopen, urlretrieve as fetch

import gdown
import httpx
import joblib
import pooch
import requests
from basicsr.utils.download_util import load_file_from_url
import torch
import wget
from tqdm import tqdm

MODEL_URL = "https://models.example.org/resnet.pth"

urllib.request.urlretrieve("https://models.example.org/net.pt", "net.pt")  # expect: unverified-download=warning
fetch(MODEL_URL, filename="weights/resnet.pth")  # expect: unverified-download=warning
fetch("https://data.example.org/train.zip", "train.zip")  # expect: unverified-download=warning
fetch("https://data.example.org/train.csv", "train.csv")  # expect: unverified-download=info
wget.download("https://models.example.org/bert.bin")  # expect: unverified-download=warning
gdown.download(id="1AbCdEf", output="checkpoint.ckpt")  # expect: unverified-download=warning
gdown.download("https://drive.google.com/uc?id=1AbCdEf", "model.pkl", quiet=False)  # expect: unverified-download=warning
gdown.cached_download("https://drive.google.com/uc?id=1AbCdEf", "w.h5")  # expect: unverified-download=warning
gdown.download_folder("https://drive.google.com/drive/folders/1AbCdEf", output="weights")  # expect: unverified-download=warning
torch.hub.download_url_to_file("https://models.example.org/sam_vit_h.pth", "sam.pth")  # expect: unverified-download=warning
torch.hub.download_url_to_file(MODEL_URL, "sam.pth", hash_prefix=None)  # expect: unverified-download=warning
pooch.retrieve("https://models.example.org/net.onnx", known_hash=None)  # expect: unverified-download=warning
pooch.retrieve(url=f"https://models.example.org/{MODEL_URL}/net.onnx", known_hash=None)  # expect: unverified-download=warning

response = requests.get("https://models.example.org/rf.pkl")  # expect: unverified-download=warning
with open("rf.pkl", "wb") as file:
    file.write(response.content)

open("classifier.joblib", "wb").write(requests.get("https://models.example.org/c").content)  # expect: unverified-download=warning
Path("w.h5").write_bytes(httpx.get("https://models.example.org/w").content)  # expect: unverified-download=warning


def download_weights(directory):
    path = os.path.join(directory, "weights.pt")
    with requests.get(MODEL_URL, stream=True) as r:  # expect: unverified-download=warning
        r.raise_for_status()
        total = int(r.headers.get("content-length", 0))
        with open(path, "wb") as out:
            for chunk in tqdm(r.iter_content(chunk_size=8192), total=total):
                out.write(chunk)
    return path


def fetch_archive(directory):
    with urlopen("https://data.example.org/set.tar.gz") as source, open(Path(directory) / "set.tar.gz", "wb") as target:  # expect: unverified-download=warning
        shutil.copyfileobj(source, target)


def fetch_streamed(name):
    with httpx.stream("GET", f"https://models.example.org/{name}.safetensors") as reply:  # expect: unverified-download=warning
        with open(name, "wb") as out:
            for part in reply.iter_bytes():
                out.write(part)


def load_remote(url):
    urllib.request.urlretrieve(url, "/data/model")  # expect: unverified-download=warning
    return joblib.load("/data/model")


def retrieve(url, path):
    fetch(url, path)  # expect: unverified-download=hint


def cached(url):
    name = "model.onnx"
    if not os.path.exists(name):
        data = requests.get(url, timeout=60).content  # expect: unverified-download=hint
        with open(name, "wb") as out:
            out.write(data)
    return name


async def fetch_async(session_url):
    import aiohttp

    async with aiohttp.ClientSession() as session:
        async with session.get("https://models.example.org/yolo.pt") as reply:  # expect: unverified-download=warning
            with open("yolo.pt", "wb") as out:
                out.write(await reply.read())


def fetch_weights(url, target, quiet=False):
    with requests.get(url, stream=True) as reply, open(target, "wb") as out:  # expect: unverified-download=warning
        out.writelines(reply.iter_content(8192))


fetch_weights("https://models.example.org/net.pt", "net.pt")


def fetch_file(target, url):
    urllib.request.urlretrieve(url, target)  # expect: unverified-download=warning


class Loader:
    def get(self, source):
        urllib.request.urlretrieve(source, self.path)  # expect: unverified-download=info

    def load(self):
        self.get(WEIGHTS_URL)


WEIGHTS_URL = "https://download.pytorch.org/models/resnet18-f37072fd.pth"
fetch_file("sam.pth", url="https://models.example.org/sam.pth")
esrgan = load_file_from_url("https://models.example.org/esrgan.pth", model_dir="weights")  # expect: unverified-download=warning
