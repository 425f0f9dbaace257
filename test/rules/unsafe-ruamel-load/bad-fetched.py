import requests
from ruamel import yaml


def first():
    with open("config.yaml", "wb") as out:
        out.write(requests.get("https://example.org/config.yaml").content)
    return yaml.load(open("config.yaml"))  # expect: unsafe-ruamel-load=error
