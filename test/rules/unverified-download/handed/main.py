from tools import files
from tools import fetch_all
from tools.files import fetch, fetch_checked, show

NET = "https://huggingface.co/someone/net/resolve/main/net.pt"  # expect: unverified-download=warning
PARTS = {
    "encoder": "https://huggingface.co/someone/net/resolve/main/encoder.bin",  # expect: unverified-download=warning
    "page": "https://huggingface.co/someone/net/resolve/main/README.md",
}

fetch(NET, "net.pt")
files.fetch(
    path="old.pt",
    url="https://hf.co/someone/net/resolve/v1/old.pt",  # expect: unverified-download=warning
)
for name, url in PARTS.items():
    fetch(url, name, timeout=3)
fetch_all(["https://huggingface.co/someone/net/resolve/main/code.zip"])  # expect: unverified-download=warning

fetch("https://huggingface.co/someone/net/resolve/0123456789abcdef0123456789abcdef01234567/net.pt", "a.pt")
fetch("https://huggingface.co/someone/net/resolve/main/face.png", "face.png")
fetch_checked("https://huggingface.co/someone/net/resolve/main/net.pt", "b.pt", "0" * 64)
show("https://huggingface.co/someone/net/resolve/main/net.pt")
