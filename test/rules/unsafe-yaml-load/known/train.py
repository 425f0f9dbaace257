import yaml
from yaml import FullLoader, load

a = yaml.load(open("plain.yaml"), Loader=yaml.FullLoader)  # expect: unsafe-yaml-load=info
b = yaml.load(open("tagged.yaml"), Loader=yaml.FullLoader)  # expect: unsafe-yaml-load=info
with open("plain.yaml") as file:
    c = load(file, Loader=FullLoader)  # expect: unsafe-yaml-load=info
d = yaml.load(open("missing.yaml"), Loader=yaml.Loader)  # expect: unsafe-yaml-load=warning
