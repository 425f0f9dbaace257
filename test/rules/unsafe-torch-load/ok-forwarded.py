import torch


def load(path, **options):
    return torch.load(path, **options)


def load_safely(path, **options):
    options.setdefault("weights_only", True)
    return torch.load(path, **options)


def load_always_safely(path, **options):
    return torch.load(path, weights_only=True, **options)


def own_file(**options):
    return torch.load("own.pt", **options)


def hands_on(path, **options):
    return load(path, **options)


a = load("a.pt", weights_only=True)
b = load_safely("b.pt")
c = load_always_safely("c.pt")
d = load("d.pt", **a)
