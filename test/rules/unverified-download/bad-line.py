import urllib.request; urllib.request.urlretrieve("https://models.example.org/net.pt", "net.pt")  # expect: unverified-download=warning
