import skops.io as sio

TYPES = ["sklearn.linear_model.LogisticRegression"]


def asserted(path):
    unknown = sio.get_untrusted_types(file=path)
    assert all(
        name in TYPES
        for name in (
            unknown
        )
    ), path
    return sio.load(path, trusted=unknown)


def compared(path):
    unknown = sio.get_untrusted_types(file=path)
    if (
        set(unknown)
        - set(TYPES)
    ):
        raise ValueError(path)
    return sio.load(path, trusted=unknown)


def joined(path):
    unknown = sio.get_untrusted_types(file=path); assert unknown == TYPES
    return sio.load(path, trusted=unknown)
