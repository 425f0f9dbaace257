import requests
from hyperpyyaml import load_hyperpyyaml


def first():
    with open("hyper.yaml", "wb") as out:
        out.write(requests.get("https://example.org/hyper.yaml").content)
    return load_hyperpyyaml(open("hyper.yaml"))  # expect: unsafe-yaml-load=error
