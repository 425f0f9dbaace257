import hashlib; from urllib.request import urlretrieve; from pathlib import Path; urlretrieve("https://example.org/cat.png", "cat.png")
def checked(url, path): urlretrieve("https://models.example.org/net.pt", path); digest = hashlib.sha256(Path(path).read_bytes()).hexdigest(); assert digest == "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
if Path("x"): a = "https://localhost/net.pt"; urlretrieve("http://localhost:9000/net.pt", "net.pt"); b = "; urlretrieve('https://models.example.org/net.pt')"
class Page: URL = "https://example.org/index.html"; path, _ = urlretrieve(URL, "index.html")
c = 1; urlretrieve("file:///opt/model.pt", "model.pt");  # urlretrieve("https://models.example.org/net.pt", "net.pt")
