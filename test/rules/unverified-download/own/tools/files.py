import hashlib
from urllib.request import urlretrieve

import requests


def fetch(url, path, timeout=10):
    response = requests.get(url, timeout=timeout)
    with open(path, "wb") as file:
        file.write(response.content)


def _retrieve(address, path):
    urlretrieve(address, path)


def fetch_all(urls, folder="weights"):
    for url in urls:
        _retrieve(url, folder + "/" + url.split("/")[-1])


def fetch_checked(url, path, sha256):
    data = requests.get(url).content
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError(path)
    open(path, "wb").write(data)


def show(url):
    print("see", url)


class Mirror:
    def __init__(self, url):
        self.url = url

    def save(self, path):
        urlretrieve(self.url, path)
