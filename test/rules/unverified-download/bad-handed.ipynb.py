# %%
import requests
from urllib.request import urlretrieve


def download(url, path):
    try:
        answer = requests.get(url, stream=True)
    except OSError:
        answer = requests.get(url, stream=True, timeout=60)
    with open(path, "wb") as file:
        for part in answer.iter_content(8192):
            file.write(part)


# %%
class Weights:
    def __init__(self, url):
        self.url = url

    def fetch(self):
        urlretrieve(self.url, "weights.pt")


# %%
def grab(name, *, address="https://huggingface.co/someone/net/resolve/main/net.ckpt"):
    urlretrieve(address, name)  # expect: unverified-download=warning


# %%
download("https://huggingface.co/someone/net/resolve/main/net.bin", "net.bin")  # expect: unverified-download=warning
Weights("https://huggingface.co/someone/net/resolve/main/net.pt").fetch()  # expect: unverified-download=warning
grab("net.ckpt")
URLS = ["https://huggingface.co/someone/net/resolve/dev/part.pth"]  # expect: unverified-download=warning
for url in URLS:
    download(url, "part.pth")
download("https://huggingface.co/someone/net/resolve/0123456789abcdef0123456789abcdef01234567/net.bin", "net.bin")
print("https://huggingface.co/someone/net/resolve/main/net.bin")
