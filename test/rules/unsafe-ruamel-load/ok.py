"""YAML(typ="unsafe") in a docstring."""
import ruamel.yaml
from ruamel.yaml import YAML
from strictyaml import load

a = YAML()
b = YAML(typ="safe").load(open("config.yaml"))
c = YAML(typ="rt")
d = ruamel.yaml.YAML(typ="base", pure=True)
e = YAML(typ="full")
f = ruamel.yaml.load(open("config.yaml"), Loader=ruamel.yaml.SafeLoader)
g = ruamel.yaml.load(open("config.yaml"), Loader=ruamel.yaml.RoundTripLoader)
h = ruamel.yaml.round_trip_load(open("config.yaml"))
i = load("a: 1")


def parser(typ="unsafe"):
    return YAML(typ=typ)
