import yaml

with open("config.yaml") as file:
    a = yaml.load(file)  # expect: unsafe-yaml-load=warning
    b = yaml.full_load(file)  # expect: unsafe-yaml-load=warning
