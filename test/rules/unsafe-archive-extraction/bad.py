import io
import os
import shutil
import tarfile
import urllib.request

import requests
from tarfile import open as open_tar

urllib.request.urlretrieve("https://data.example.org/set.tar.gz", "set.tar.gz")
with tarfile.open("set.tar.gz") as tar:
    tar.extractall("data")  # expect: unsafe-archive-extraction=warning

tarfile.open(fileobj=io.BytesIO(requests.get("https://data.example.org/b.tgz").content)).extractall(path="data")  # expect: unsafe-archive-extraction=warning
name = os.path.basename("models.tgz")
archive = open_tar("models.tgz", "r:gz")
archive.extractall()  # expect: unsafe-archive-extraction=info
archive.extract("model.pt", path="data")  # expect: unsafe-archive-extraction=info
archive.extractall("data", filter="fully_trusted")  # expect: unsafe-archive-extraction=info
shutil.unpack_archive("set.tar.gz", "data")  # expect: unsafe-archive-extraction=warning
shutil.unpack_archive("other.tar.gz", "data")  # expect: unsafe-archive-extraction=info


def unpack(path, target):
    with tarfile.open(path, "r:*") as tf:
        tf.extractall(target, members=tf.getmembers())  # expect: unsafe-archive-extraction=info


def unpack_open(tar, target):
    tar.extractall(target)  # expect: unsafe-archive-extraction=info
