import skops.io as sio
from skops.io import get_untrusted_types


def taken(path):
    unknown = get_untrusted_types(file=path)
    print(unknown)
    return sio.load(
        path,
        trusted=unknown,  # expect: unsafe-skops-load=warning
    )


def looked_at_too_late(path):
    unknown = (
        get_untrusted_types(
            file=path,
        )
    )
    model = sio.load(path, trusted=(unknown))  # expect: unsafe-skops-load=warning
    assert not unknown
    return model


def another_name(path, known):
    unknown = get_untrusted_types(file=path)
    if known:
        print("known")
    return sio.load(path, trusted=unknown)  # expect: unsafe-skops-load=warning
