import os, torch; from urllib.request import urlretrieve; urlretrieve("https://models.example.org/net.pt", "net.pt")  # expect: unverified-download=warning
if not os.path.exists("a.pt"): a = "https://models.example.org/a.pt"; urlretrieve(a, "a.pt"); b = 1  # expect: unverified-download=warning
else: import requests; c = requests.get("https://models.example.org/b.pt"); open("b.pt", "wb").write(c.content)  # expect: unverified-download=warning
def fetch(url): urlretrieve(url, "c.pt"); return torch.load("c.pt", weights_only=True)  # expect: unverified-download=warning
try: d = 1; urlretrieve("https://models.example.org/d.pt", "d.pt")  # expect: unverified-download=warning
except OSError: pass
class Weights: URL = "https://models.example.org/e.pt"; path, _ = urlretrieve(URL, "e.pt")  # expect: unverified-download=warning
for f in ["https://models.example.org/f.pt"]: g = f; urlretrieve("https://models.example.org/g.pt", "g.pt")  # expect: unverified-download=warning
