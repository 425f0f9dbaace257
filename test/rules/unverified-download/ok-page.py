import hashlib
import pathlib
import urllib.request

SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

urllib.request.urlretrieve("https://models.example-labs.io/model.pth", "model.pth")
if hashlib.sha256(pathlib.Path("model.pth").read_bytes()).hexdigest() != SHA256:
    raise ValueError("model.pth is not the file that is meant")
