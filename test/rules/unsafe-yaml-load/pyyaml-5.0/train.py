import yaml

a = yaml.load(open("config.yaml"))  # expect: unsafe-yaml-load=warning
