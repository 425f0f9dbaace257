import yaml

try:
    from yaml import CLoader as Loader
except ImportError:
    from yaml import Loader

config = yaml.load(open("config.yaml"), Loader=Loader)  # expect: unsafe-yaml-load=warning
