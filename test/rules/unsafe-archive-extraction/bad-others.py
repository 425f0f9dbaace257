import hashlib
import shutil
import urllib.request

import gdown
import libarchive
import patoolib
import py7zr
import requests
from pyunpack import Archive
from torchvision.datasets.utils import extract_archive

urllib.request.urlretrieve("https://data.example.org/set.7z", "set.7z")
with py7zr.SevenZipFile("set.7z", mode="r") as archive:
    archive.extractall("data")  # expect: unsafe-archive-extraction=info
    archive.extract(path="data", targets=["a"])  # expect: unsafe-archive-extraction=info
py7zr.SevenZipFile("other.7z").extractall()  # expect: unsafe-archive-extraction=hint
patoolib.extract_archive("set.7z", outdir="data")  # expect: unsafe-archive-extraction=info
Archive("other.rar").extractall("data")  # expect: unsafe-archive-extraction=hint
libarchive.extract_file("set.7z", flags=0)  # expect: unsafe-archive-extraction=warning
libarchive.extract_memory(requests.get("https://data.example.org/a").content, 0)  # expect: unsafe-archive-extraction=warning
libarchive.extract_file("set.7z")  # expect: unsafe-archive-extraction=info
libarchive.extract_file("other.7z")  # expect: unsafe-archive-extraction=hint
libarchive.extract_file("set.7z", flags=libarchive.extract.PREVENT_ESCAPE)
extract_archive("set.tar.gz", "data")  # expect: unsafe-archive-extraction=info
gdown.extractall("set.tgz", to="data")  # expect: unsafe-archive-extraction=info


def unpack(path, target):
    shutil.unpack_archive(path, target)  # expect: unsafe-archive-extraction=hint
    extract_archive(path, target)  # expect: unsafe-archive-extraction=hint


def unpack_checked(digest):
    urllib.request.urlretrieve("https://data.example.org/checked.7z", "checked.7z")
    with open("checked.7z", "rb") as file:
        if hashlib.sha256(file.read()).hexdigest() != digest:
            raise ValueError("not what was meant")
    libarchive.extract_file("checked.7z", flags=0)  # expect: unsafe-archive-extraction=info
