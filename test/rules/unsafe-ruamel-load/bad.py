import ruamel.yaml
import ruamel.yaml as ryaml
from ruamel import yaml
from ruamel.yaml import YAML

a = YAML(typ="unsafe")  # expect: unsafe-ruamel-load=warning
b = ruamel.yaml.YAML(typ=["unsafe"], pure=True)  # expect: unsafe-ruamel-load=warning
KIND = "unsafe"
c = ryaml.YAML(typ=KIND)  # expect: unsafe-ruamel-load=warning
options = {"typ": "unsafe"}
d = YAML(**options)  # expect: unsafe-ruamel-load=warning
with open("config.yaml") as file:
    e = yaml.load(file)  # expect: unsafe-ruamel-load=warning
    f = ruamel.yaml.load(file, Loader=ruamel.yaml.Loader)  # expect: unsafe-ruamel-load=warning
    g = ryaml.load(file, ryaml.UnsafeLoader)  # expect: unsafe-ruamel-load=warning
