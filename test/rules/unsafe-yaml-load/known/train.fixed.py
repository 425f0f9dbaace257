import yaml
from yaml import FullLoader, load

a = yaml.safe_load(open("plain.yaml"))
b = yaml.load(open("tagged.yaml"), Loader=yaml.FullLoader)  # expect: unsafe-yaml-load=info
with open("plain.yaml") as file:
    c = yaml.safe_load(file)
d = yaml.load(open("missing.yaml"), Loader=yaml.Loader)  # expect: unsafe-yaml-load=warning
