from ruamel.yaml import YAML

config = YAML(typ="unsafe").load(open("config.yaml"))  # expect: unsafe-ruamel-load
