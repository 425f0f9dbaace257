import skops.io
import skops.io as sio
from skops.io import get_untrusted_types, load, loads

a = sio.load("model.skops", trusted=get_untrusted_types(file="model.skops"))  # expect: unsafe-skops-load=warning
b = skops.io.load("model.skops", trusted=True)  # expect: unsafe-skops-load=warning
c = loads(open("model.skops", "rb").read(), get_untrusted_types(file="model.skops"))  # expect: unsafe-skops-load=warning


def unseen(path):
    unknown = get_untrusted_types(file=path)
    print(unknown)
    return load(path, trusted=unknown)  # expect: unsafe-skops-load=warning
