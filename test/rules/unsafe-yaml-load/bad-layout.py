import yaml
from yaml import load as read


class OwnLoader(
    yaml.UnsafeLoader,
):
    pass


class DerivedLoader(OwnLoader):
    pass


class Loader(yaml.Loader):
    pass


def load(file):
    a = yaml.load(file, Loader=OwnLoader)  # expect: unsafe-yaml-load=warning
    b = yaml.load(file, Loader=(DerivedLoader))  # expect: unsafe-yaml-load=warning
    c = yaml.load(file, Loader=Loader)  # expect: unsafe-yaml-load=warning
    d = (
        yaml  # expect: unsafe-yaml-load=warning
        . load(
            file,
            Loader=yaml.Loader,
        )
    )
    e = read(file, Loader=yaml.Loader)  # expect: unsafe-yaml-load=warning
    return a, b, c, d, e
