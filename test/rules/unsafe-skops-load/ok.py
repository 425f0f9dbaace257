"""sio.load(path, trusted=True) in a docstring is no call."""
import skops.io as sio
from skops.io import get_untrusted_types

TYPES = ["sklearn.linear_model.LogisticRegression"]

a = sio.load("model.skops", trusted=["sklearn.linear_model.LogisticRegression"])
b = sio.load("model.skops", trusted=TYPES)
c = sio.load("model.skops")
d = sio.load("model.skops", trusted=None)
print(get_untrusted_types(file="model.skops"))


def reviewed(path):
    unknown = get_untrusted_types(file=path)
    assert set(unknown) <= set(TYPES), unknown
    return sio.load(path, trusted=unknown)


def gone_through(path):
    unknown = get_untrusted_types(file=path)
    for name in unknown:
        if name not in TYPES:
            raise ValueError(name)
    return sio.load(path, trusted=unknown)


def checked(path, expected):
    verify_sha256(path, expected)
    return sio.load(path, trusted=get_untrusted_types(file=path))
