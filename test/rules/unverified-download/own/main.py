# What the owner of the project publishes is no stranger's: an information.
import wget

from tools.files import fetch

fetch("https://huggingface.co/acme/faces/resolve/main/net.pt", "net.pt")  # expect: unverified-download=info
fetch("https://huggingface.co/acme/other/resolve/main/net.pt", "other.pt")  # expect: unverified-download=info
fetch("https://huggingface.co/someone/faces/resolve/main/net.pt", "third.pt")  # expect: unverified-download=warning
wget.download("https://github.com/acme/weights/releases/download/v1/net.pt", "released.pt")  # expect: unverified-download=info
wget.download("https://github.com/someone/weights/raw/main/net.pt", "fourth.pt")  # expect: unverified-download=warning
