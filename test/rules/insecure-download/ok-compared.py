from files import md5_of
import requests
from urllib.request import urlretrieve

EXPECTED = "9f86d081884c7d659a2feaa0c55ad015"


def with_md5_of():
    urlretrieve("http://models.example.org/net.pt", "net.pt")
    if md5_of("net.pt") != EXPECTED:
        raise ValueError("exchanged")


def with_a_request():
    open("net.pt", "wb").write(requests.get("http://models.example.org/net.pt").content)
    if md5_of("net.pt") != EXPECTED:
        raise ValueError("exchanged")
