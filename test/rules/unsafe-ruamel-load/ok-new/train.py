import ruamel.yaml

# Raises an exception since 0.18.
a = ruamel.yaml.load(open("config.yaml"))
