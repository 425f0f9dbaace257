from ruamel.yaml import YAML

config = YAML(typ="safe").load(open("config.yaml"))
