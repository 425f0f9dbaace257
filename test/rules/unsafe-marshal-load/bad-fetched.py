import marshal
import requests


def first():
    with open("module.bin", "wb") as out:
        out.write(requests.get("https://example.org/module.bin").content)
    return marshal.load(open("module.bin", "rb"))  # expect: unsafe-marshal-load=error
