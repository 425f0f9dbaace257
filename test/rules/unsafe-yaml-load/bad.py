import requests
import yaml
import yaml as y
from pathlib import Path
from yaml import Loader, full_load, load as parse

with open("config.yaml") as file:
    a = yaml.load(file)  # expect: unsafe-yaml-load=warning
    b = yaml.load(file, Loader=yaml.Loader)  # expect: unsafe-yaml-load=warning
    c = y.load(file, y.UnsafeLoader)  # expect: unsafe-yaml-load=warning
    d = yaml.load(file, Loader=yaml.FullLoader)  # expect: unsafe-yaml-load=info
    e = parse(file, Loader=Loader)  # expect: unsafe-yaml-load=warning
    f = yaml.unsafe_load(file)  # expect: unsafe-yaml-load=warning
    g = full_load(file)  # expect: unsafe-yaml-load=info
    h = list(yaml.load_all(file, Loader=yaml.CLoader))  # expect: unsafe-yaml-load=warning
    i = list(yaml.full_load_all(file))  # expect: unsafe-yaml-load=info
    j = yaml.load(file, **{"Loader": yaml.Loader})  # expect: unsafe-yaml-load=warning
    k = yaml.load(  # expect: unsafe-yaml-load=info
        file,
        Loader=yaml.FullLoader,  # not a safe one
    )
    LOADER = yaml.UnsafeLoader
    l = yaml.load(stream=file, Loader=LOADER)  # expect: unsafe-yaml-load=warning
m = yaml.load(requests.get("https://example.org/config.yaml").text, Loader=yaml.Loader)  # expect: unsafe-yaml-load=error
n = yaml.load(Path("config.yaml").read_text(), yaml.loader.UnsafeLoader)  # expect: unsafe-yaml-load=warning


def read(path):
    with open(path) as stream:
        return yaml.load(stream, Loader=yaml.FullLoader)  # expect: unsafe-yaml-load=info


def round_trip(data):
    with open("state.yaml", "w") as out:
        yaml.dump(data, out)
    with open("state.yaml") as back:
        return yaml.unsafe_load(back)  # expect: unsafe-yaml-load


class WithIncludes(yaml.Loader):
    pass


o = yaml.load(open("config.yaml"), Loader=WithIncludes)  # expect: unsafe-yaml-load=warning
p = yaml.load(open("config.yaml"), Loader=getattr(yaml, "CLoader", yaml.Loader))  # expect: unsafe-yaml-load=warning

import urllib.request
from hyperpyyaml import load_hyperpyyaml

q = load_hyperpyyaml(urllib.request.urlopen("https://example.org/hyperparams.yaml"))  # expect: unsafe-yaml-load=error
