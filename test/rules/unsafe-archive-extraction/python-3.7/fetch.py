import tarfile
import urllib.request

urllib.request.urlretrieve("https://example.org/data.tar.gz", "data.tar.gz")
with tarfile.open("data.tar.gz") as archive:
    archive.extractall("data")  # expect: unsafe-archive-extraction=warning
