import urllib.request


def fetch():
    urllib.request.urlretrieve("https://files.example.org/model.pt", "weights/model.pt")  # expect: unverified-download=warning
    return "weights/model.pt"
