import os
import re
import shutil
import tarfile
import zipfile

import pandas as pd

with tarfile.open("set.tar.gz") as tar:
    tar.extractall("data", filter="data")
    tar.extractall("data", filter=tarfile.data_filter)
    tar.extractall("data", members=[m for m in tar.getmembers() if m.isfile()])
    tar.add("file")
with zipfile.ZipFile("set.zip") as archive:
    archive.extractall("data")
shutil.unpack_archive("set.zip", "data")
shutil.unpack_archive("set.tar.gz", "data", filter="data")
pd.Series(["a1"]).str.extract(r"(\d)")
pd.Series(["a1"]).str.extractall(r"(\d)")


def is_within_directory(directory, target):
    return os.path.commonpath([directory]) == os.path.commonpath([directory, target])


def safe_extract(tar, path):
    for member in tar.getmembers():
        if not is_within_directory(path, os.path.join(path, member.name)):
            raise ValueError("path traversal")
    tar.extractall(path)


def unpack(tar, path, **options):
    tar.extractall(path, **options)
