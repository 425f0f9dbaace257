from files import md5_of
from torchvision.datasets.utils import download_url

EXPECTED = "9f86d081884c7d659a2feaa0c55ad015"


def with_md5_of():
    download_url("https://models.example.org/net.pt", "net.pt")
    if md5_of("net.pt") != EXPECTED:
        raise ValueError("exchanged")
