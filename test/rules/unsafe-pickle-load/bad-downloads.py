import gzip
import io
import os
import pickle
import shutil
import subprocess
import urllib.request
from pathlib import Path
from urllib.request import urlopen, urlretrieve

import boto3
import gdown
import requests
import tensorflow as tf
import torch
import wget
from huggingface_hub import hf_hub_download, snapshot_download

URL = "https://example.org/model.pkl"
MODEL_PATH = "artifacts/model.pkl"
SHA = "0123456789abcdef0123456789abcdef01234567"
CACHE = Path("cache")
TARGET = CACHE / "fetched.pkl"
urlretrieve(URL, TARGET)


def through_a_name():
    response = requests.get(URL, timeout=10)
    data = response.content
    return pickle.loads(data)  # expect: unsafe-pickle-load=error


def through_a_buffer():
    response = requests.get(URL)
    return pickle.load(io.BytesIO(response.content))  # expect: unsafe-pickle-load=error


def raw():
    with requests.get(URL, stream=True) as response:
        return pickle.load(response.raw)  # expect: unsafe-pickle-load=error


def opened():
    with urlopen(URL) as stream:
        return pickle.loads(stream.read())  # expect: unsafe-pickle-load=error


def unpacked():
    return pickle.load(gzip.open(urlopen(URL)))  # expect: unsafe-pickle-load=error


def written(path):
    with open(path, "wb") as file:
        file.write(requests.get(URL).content)
    with open(path, "rb") as file:
        return pickle.load(file)  # expect: unsafe-pickle-load=error


def written_to_a_literal():
    reply = requests.get(URL)
    with open("model.pkl", "wb") as out:
        out.write(reply.content)
    return pickle.load(open("model.pkl", "rb"))  # expect: unsafe-pickle-load=error


def written_in_chunks(path):
    reply = requests.get(URL, stream=True)
    with open(path, "wb") as out:
        for chunk in reply.iter_content(8192):
            out.write(chunk)
    return pickle.load(open(path, "rb"))  # expect: unsafe-pickle-load=error


def copied(path):
    with urlopen(URL) as source, open(path, "wb") as out:
        shutil.copyfileobj(source, out)
    return pickle.load(open(path, "rb"))  # expect: unsafe-pickle-load=error


def bytes_of_a_path():
    path = Path("model.pkl")
    path.write_bytes(requests.get(URL).content)
    return pickle.loads(path.read_bytes())  # expect: unsafe-pickle-load=error


def bytes_of_a_new_path(folder):
    path = Path(folder) / "model.pkl"
    path.write_bytes(requests.get(URL).content)
    with path.open("rb") as file:
        return pickle.load(file)  # expect: unsafe-pickle-load=error


def retrieved(path):
    urllib.request.urlretrieve(URL, path)
    return pickle.load(open(path, "rb"))  # expect: unsafe-pickle-load=error


def retrieved_anywhere():
    path, _ = urlretrieve(URL)
    return pickle.load(open(path, "rb"))  # expect: unsafe-pickle-load=error


def from_the_hub():
    path = hf_hub_download("org/x", "model.pkl")  # expect: unpinned-model-revision, untrusted-model-source
    with open(path, "rb") as file:
        return pickle.load(file)  # expect: unsafe-pickle-load=error


def at_a_commit():
    path = hf_hub_download("org/x", "model.pkl", revision=SHA)
    return pickle.load(open(path, "rb"))  # expect: unsafe-pickle-load=warning


def in_a_folder():
    folder = snapshot_download("org/x")
    return pickle.load(open(os.path.join(folder, "model.pkl"), "rb"))  # expect: unsafe-pickle-load=error


def in_a_formatted_path():
    folder = snapshot_download("org/x")
    return pickle.load(open(f"{folder}/model.pkl", "rb"))  # expect: unsafe-pickle-load=error


def below_a_path():
    folder = Path(snapshot_download("org/x"))
    return pickle.load((folder / "model.pkl").open("rb"))  # expect: unsafe-pickle-load=error


def with_wget():
    name = wget.download(URL)
    return pickle.load(open(name, "rb"))  # expect: unsafe-pickle-load=error


def with_gdown(output):
    gdown.download(URL, output, quiet=False)
    return pickle.load(open(output, "rb"))  # expect: unsafe-pickle-load=error


def with_torch(path):
    torch.hub.download_url_to_file(URL, path)
    return pickle.load(open(path, "rb"))  # expect: unsafe-pickle-load=error


def from_a_bucket(bucket, key):
    client = boto3.client("s3")
    client.download_file(bucket, key, "/tmp/model.pkl")
    return pickle.load(open("/tmp/model.pkl", "rb"))  # expect: unsafe-pickle-load=error


def from_a_body(bucket, key):
    client = boto3.client("s3")
    body = client.get_object(Bucket=bucket, Key=key)["Body"].read()
    return pickle.loads(body)  # expect: unsafe-pickle-load=error


def into_a_buffer(bucket, key):
    buffer = io.BytesIO()
    boto3.client("s3").download_fileobj(bucket, key, buffer)
    buffer.seek(0)
    return pickle.load(buffer)  # expect: unsafe-pickle-load=error


def from_cloud_storage(path):
    tf.io.gfile.copy("gs://bucket/model.pkl", path)
    return pickle.load(open(path, "rb"))  # expect: unsafe-pickle-load=error


def by_command():
    os.system("wget https://example.org/model.pkl -O model.pkl")
    return pickle.load(open("model.pkl", "rb"))  # expect: unsafe-pickle-load=error


def by_a_list():
    subprocess.run(["curl", "-L", "-o", "model.pkl", "https://example.org/m"], check=True)
    return pickle.load(open("model.pkl", "rb"))  # expect: unsafe-pickle-load=error


def fetch():
    return hf_hub_download("org/x", "model.pkl")


def fetch_to(path):
    urlretrieve(URL, path)
    return path


def fetch_bytes(url):
    """Gets it.

    return nothing
    """
    reply = requests.get(url)
    reply.raise_for_status()
    return reply.content


def by_functions():
    first = pickle.load(open(fetch(), "rb"))  # expect: unsafe-pickle-load=error
    second = pickle.load(open(fetch_to("x.pkl"), "rb"))  # expect: unsafe-pickle-load=error
    return first, second, pickle.loads(fetch_bytes(URL))  # expect: unsafe-pickle-load=error


def of_the_module():
    with open(TARGET, "rb") as file:
        return pickle.load(file)  # expect: unsafe-pickle-load=error


def prepare():
    urlretrieve(URL, MODEL_PATH)


def prepared():
    return pickle.load(open(MODEL_PATH, "rb"))  # expect: unsafe-pickle-load=error


class Model:
    def __init__(self, path):
        self.weights = hf_hub_download("org/x", "weights.pkl")
        self.path = path
        urlretrieve(URL, self.path)

    def load(self):
        return pickle.load(open(self.weights, "rb"))  # expect: unsafe-pickle-load=error

    def load_again(self):
        return pickle.load(open(self.path, "rb"))  # expect: unsafe-pickle-load=error


# What follows is downloaded too, but not what is loaded.


def another_path(path):
    urlretrieve(URL, "model.zip")
    return pickle.load(open(path, "rb"))  # expect: unsafe-pickle-load=hint


def another_name():
    urlretrieve(URL, "first.pkl")
    return pickle.load(open("second.pkl", "rb"))  # expect: unsafe-pickle-load=warning


def renamed(first, second):
    path = first()
    urlretrieve(URL, path)
    path = second()
    return pickle.load(open(path, "rb"))  # expect: unsafe-pickle-load=warning


def written_elsewhere(path):
    with open(path + ".json", "wb") as out:
        out.write(requests.get(URL).content)
    return pickle.load(open(path, "rb"))  # expect: unsafe-pickle-load=hint


def from_this_machine():
    reply = requests.get("http://localhost:8000/model.pkl")
    return pickle.loads(reply.content)  # expect: unsafe-pickle-load=warning


def named_by_the_network(folder):
    name = requests.get(URL).json()["name"]
    return pickle.load(open(os.path.join(folder, name), "rb"))  # expect: unsafe-pickle-load=warning


def fetch_something_else():
    hf_hub_download("org/x", "config.json")
    return "local.pkl"


def by_another_function():
    return pickle.load(open(fetch_something_else(), "rb"))  # expect: unsafe-pickle-load=warning


def posted(url, path):
    requests.post(url, data={"path": path})
    return pickle.load(open(path, "rb"))  # expect: unsafe-pickle-load=hint


def by_default(path="model.pkl"):
    return pickle.load(open(path, "rb"))  # expect: unsafe-pickle-load=hint


def into_a_folder():
    snapshot_download("org/x", local_dir="models/x")
    return pickle.load(open("models/x/model.pkl", "rb"))  # expect: unsafe-pickle-load=error


def beside_the_folder():
    snapshot_download("org/x", local_dir="models/x")
    return pickle.load(open("models/y/model.pkl", "rb"))  # expect: unsafe-pickle-load=warning


def save_from(url, path, force=False):
    if force or not os.path.exists(path):
        reply = requests.get(url, stream=True)
        with open(path, "wb") as out:
            for chunk in reply.iter_content(8192):
                out.write(chunk)
    return path


def download_to(url, path):
    urlretrieve(url, path)


def fetch_settings(url, path):
    settings = requests.get(url).json()
    with open("settings.json", "wb") as out:
        out.write(settings["text"])
    return path


def by_own_functions(path):
    first = pickle.load(open(save_from(URL, path), "rb"))  # expect: unsafe-pickle-load=error
    download_to(URL, "third.pkl")
    third = pickle.load(open("third.pkl", "rb"))  # expect: unsafe-pickle-load=error
    fetch_settings(URL, "fourth.pkl")
    fourth = pickle.load(open("fourth.pkl", "rb"))  # expect: unsafe-pickle-load=warning
    download_to(URL, "fifth.zip")
    return first, third, fourth, pickle.load(open("fifth.pkl", "rb"))  # expect: unsafe-pickle-load=warning
