import yaml

from ours import Shape

yaml.add_constructor("tag:yaml.org,2002:map", Shape.from_yaml, Loader=yaml.FullLoader)
a = yaml.load(open("plain.yaml"), Loader=yaml.FullLoader)  # expect: unsafe-yaml-load=info
