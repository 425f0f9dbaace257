import importlib
import os
import pydoc

import yaml
from yaml.constructor import UnsafeConstructor


class Own(yaml.SafeLoader):
    pass


class Known(yaml.SafeLoader):
    pass


class Calling(yaml.SafeLoader):
    pass


class Late(yaml.SafeLoader):
    pass


class Both(yaml.SafeLoader, UnsafeConstructor):
    pass


class Full(yaml.FullLoader):
    pass


class Below(Own):
    pass


def imported(loader, suffix, node):
    module, name = suffix.rsplit(".", 1)
    return getattr(importlib.import_module(module), name)(**loader.construct_mapping(node))


def joined(loader, node):
    return "/".join(loader.construct_sequence(node))


Own.add_constructor("tag:yaml.org,2002:python/object/apply", yaml.UnsafeLoader.construct_python_object_apply)
Known.add_constructor("!join", joined)
Calling.add_multi_constructor("!new:", imported)
yaml.add_multi_constructor("tag:yaml.org,2002:python/name:", yaml.constructor.FullConstructor.construct_python_name, Loader=Late)


class Evaluated(yaml.SafeLoader):
    pass


def make_evaluated(loader, node):
    return eval(loader.construct_scalar(node))


Evaluated.add_constructor("!x", make_evaluated)


class Executed(yaml.SafeLoader):
    pass


def make_executed(loader, node):
    exec(loader.construct_scalar(node))


Executed.add_constructor("!x", make_executed)


class Found(yaml.SafeLoader):
    pass


def make_found(loader, node):
    return pydoc.locate(loader.construct_scalar(node))()


Found.add_constructor("!x", make_found)


class Dunder(yaml.SafeLoader):
    pass


def make_dunder(loader, node):
    return __import__(loader.construct_scalar(node))


Dunder.add_constructor("!x", make_dunder)


class Shell(yaml.SafeLoader):
    pass


def make_shell(loader, node):
    return os.system(loader.construct_scalar(node))


Shell.add_constructor("!x", make_shell)


class Piped(yaml.SafeLoader):
    pass


def make_piped(loader, node):
    return os.popen(loader.construct_scalar(node))


Piped.add_constructor("!x", make_piped)

with open("config.yaml") as file:
    a = yaml.load(file, Loader=Own)  # expect: unsafe-yaml-load
    b = yaml.load(file, Loader=Known)
    c = yaml.load(file, Loader=Calling)  # expect: unsafe-yaml-load
    d = yaml.load(file, Late)  # expect: unsafe-yaml-load
    e = yaml.load(file, Loader=Both)  # expect: unsafe-yaml-load
    f = yaml.load(file, Loader=Full)  # expect: unsafe-yaml-load
    g = yaml.load(file, Loader=Below)  # expect: unsafe-yaml-load
    h = yaml.load(file, Loader=Evaluated)  # expect: unsafe-yaml-load
    i = yaml.load(file, Loader=Executed)  # expect: unsafe-yaml-load
    j = yaml.load(file, Loader=Found)  # expect: unsafe-yaml-load
    k = yaml.load(file, Loader=Dunder)  # expect: unsafe-yaml-load
    l = yaml.load(file, Loader=Shell)  # expect: unsafe-yaml-load
    m = yaml.load(file, Loader=Piped)  # expect: unsafe-yaml-load
