import yaml


class OwnLoader(
    yaml.SafeLoader  # knows no objects
):
    pass


class DerivedLoader(OwnLoader):
    pass


class Loader(yaml.CSafeLoader):
    pass


def load(file):
    return [
        yaml.load(file, Loader=OwnLoader),
        yaml.load(file, Loader=(DerivedLoader)),
        yaml.load(file, Loader=Loader),
    ]
