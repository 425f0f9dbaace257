import yaml

with open("config.yaml") as file:
    a = yaml.load(file)  # expect: unsafe-yaml-load=info
    b = yaml.load(file, Loader=yaml.Loader)  # expect: unsafe-yaml-load=warning
    c = yaml.load(file, Loader=yaml.FullLoader)  # expect: unsafe-yaml-load=info
    d = yaml.load(file, Loader=yaml.SafeLoader)
