"""yaml.load(file) in a docstring."""
import yaml
import ruamel.yaml
from omegaconf import OmegaConf
from yaml import SafeLoader, safe_load

try:
    from yaml import CSafeLoader as Fast
except ImportError:
    from yaml import SafeLoader as Fast

# yaml.load(file)
with open("config.yaml") as file:
    a = yaml.safe_load(file)
    b = yaml.load(file, Loader=yaml.SafeLoader)
    c = yaml.load(file, yaml.CSafeLoader)
    d = yaml.load(file, Loader=yaml.BaseLoader)
    e = yaml.load(file, Loader=SafeLoader)
    f = yaml.load(file, Loader=Fast)
    g = list(yaml.safe_load_all(file))
    h = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    i = safe_load(file)
j = OmegaConf.load("config.yaml")
k = yaml.load("a: 1", Loader=yaml.Loader)
yaml.dump({"a": 1}, open("out.yaml", "w"), Dumper=yaml.Dumper)


class WithIncludes(yaml.SafeLoader):
    pass


l = yaml.load(open("config.yaml"), Loader=WithIncludes)


class Reader:
    def __init__(self):
        self.yaml = ruamel.yaml.YAML()

    def read(self, file, yaml):
        yaml.load(file)
        return self.yaml.load(file)


def read(file, loader, **options):
    yaml.load(file, **options)
    return yaml.load(file, Loader=loader)


import io
from hyperpyyaml import load_hyperpyyaml

m = yaml.load(io.StringIO("a: 1"), Loader=yaml.Loader)
with open("hparams/train.yaml") as file:
    n = load_hyperpyyaml(file)
