import hashlib
import io
import json
import urllib.request
from pathlib import Path
from urllib.request import urlretrieve

import gdown
import pooch
import requests
import torch
from PIL import Image
from torchvision.datasets.utils import check_integrity

from cache import download

EXPECTED = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

# urllib.request.urlretrieve("https://models.example.org/net.pt", "net.pt")
users = requests.get("https://api.example.org/users").json()
page = requests.get("https://example.org/index.html").text
picture = Image.open(requests.get("https://example.org/cat.jpg", stream=True).raw)
picture = Image.open(io.BytesIO(requests.get("https://example.org/cat").content))
requests.get("https://example.org/health").raise_for_status()
with open("page.html", "w") as file:
    file.write(requests.get("https://example.org/index.html").text)
with open("cat.jpg", "wb") as file:
    file.write(requests.get("https://example.org/cat.jpg").content)
urlretrieve("https://example.org/cat.png", "cat.png")
urlretrieve("https://example.org/shakespeare/input.txt", "input.txt")
urlretrieve("https://github.com/org/repo/raw/0123456789abcdef0123456789abcdef01234567/model.pt", "model.pt")
urlretrieve("file:///opt/model.pt", "model.pt")
urlretrieve("http://localhost:9000/model.pt", "model.pt")
torch.hub.download_url_to_file("https://models.example.org/sam.pth", "sam.pth", hash_prefix="a7bf3b02f3ebf126")
pooch.retrieve("https://models.example.org/net.onnx", known_hash="sha256:" + EXPECTED)
pooch.retrieve("https://models.example.org/net.onnx", EXPECTED)
gdown.cached_download("https://drive.google.com/uc?id=1AbCdEf", "w.h5", md5="0123456789abcdef0123456789abcdef")
download("https://models.example.org/net.pt", "net.pt")
answer = requests.post("https://api.example.org/v1/completions", json={"model": "x"})
with open("answer.json", "wb") as file:
    file.write(answer.content)
settings = {"get": "https://models.example.org/net.pt"}
settings.get("url")


def checked(url, path):
    urlretrieve("https://models.example.org/net.pt", path)
    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    if digest != EXPECTED:
        raise ValueError("unexpected file")


def checked_bytes():
    response = requests.get("https://models.example.org/net.pt")
    assert hashlib.sha256(response.content).hexdigest() == EXPECTED
    Path("net.pt").write_bytes(response.content)


def checked_before(path, md5):
    if check_integrity(path, md5):
        return
    urllib.request.urlretrieve("https://models.example.org/net.pt", path)


def forwarded(url, path, hash_prefix=None):
    torch.hub.download_url_to_file(url, path, hash_prefix)


def forwarded_options(url, path, **options):
    torch.hub.download_url_to_file(url, path, **options)


def ask(prompt):
    """urlretrieve("https://models.example.org/net.pt", "net.pt")"""
    reply = requests.post("https://api.example.org/chat", json={"prompt": prompt})
    with open("log.jsonl", "a") as log:
        log.write(json.dumps(reply.json()))
    return reply.json()


def save_anything(url, path):
    with open(path, "wb") as out:
        out.write(requests.get(url).content)


def save_page(url, path):
    with open(path, "wb") as out:
        out.write(requests.get(url).content)


save_page("https://models.example.org/index.html", "index.html")
save_page("http://localhost:8000/net.pt", "net.html")


def save_model_card(url, path):
    with open(path, "wb") as out:
        out.write(requests.get(url).content)


save_model_card("https://models.example.org/README.md", "README.md")
