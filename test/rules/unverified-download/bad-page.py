import urllib.request

urllib.request.urlretrieve("https://models.example-labs.io/model.pth", "model.pth")  # expect: unverified-download
