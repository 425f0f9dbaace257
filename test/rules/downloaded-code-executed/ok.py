import ast
import hashlib
import json
import subprocess
import urllib.request

import requests
import torch
from huggingface_hub import hf_hub_download

model = torch.nn.Linear(2, 2)
model.eval()
exec(open("local.py").read())
labels = json.loads(requests.get("https://example.org/labels.json").text)
value = ast.literal_eval(requests.get("https://example.org/value").text)
answer = requests.get("https://example.org/answer").json()
frame = requests.get("https://example.org/x").text
result = model(frame).eval()
urllib.request.urlretrieve("https://example.org/data.zip", "data.zip")
subprocess.run(["unzip", "data.zip"])
exec(open(hf_hub_download("org/model", "m.py", revision="0123456789abcdef0123456789abcdef01234567")).read())
exec(requests.get("http://localhost:8000/plugin.py").text)


def checked():
    source = requests.get("https://example.org/x.py").content
    if hashlib.sha256(source).hexdigest() != "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08":
        raise ValueError("unexpected code")
    exec(source)


def run(code):
    """exec(requests.get(url).text)"""
    exec(code)


def report(url):
    text = requests.get(url).text
    eval("len(x)", {"x": text})
