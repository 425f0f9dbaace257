import requests
import shutil
import tarfile


def first():
    with open("set.tar.gz", "wb") as out:
        out.write(requests.get("https://example.org/set.tar.gz").content)
    return shutil.unpack_archive("set.tar.gz", "data")  # expect: unsafe-archive-extraction=warning


def second():
    with open("one.tar.gz", "wb") as out:
        out.write(requests.get("https://example.org/one.tar.gz").content)
    return tarfile.open("one.tar.gz").extract("model.pt", "data")  # expect: unsafe-archive-extraction=warning
