import os

import yaml


class Loader(yaml.SafeLoader):
    """Knows where files are."""


class Tuples(yaml.CSafeLoader):
    pass


def include(loader, node):
    with open(os.path.join("conf", loader.construct_scalar(node))) as file:
        return yaml.load(file, Loader)


Loader.add_constructor("!include", include)
Tuples.add_constructor("tag:yaml.org,2002:python/tuple", lambda loader, node: tuple(loader.construct_sequence(node)))
Tuples.add_constructor("!python/object:pkg.Point", lambda loader, node: loader.construct_mapping(node))

with open("config.yaml") as file:
    a = yaml.load(file, Loader=Loader)
    b = yaml.load(file, Loader=Tuples)
