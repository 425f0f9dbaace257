"""pickle.load(open("model.pkl", "rb")) in a docstring is no call."""
import hashlib
import hmac
import io
import json
import pickle

import numpy as np
import torch.utils.cpp_extension
from ruamel.yaml import YAML

# pickle.load(open("model.pkl", "rb"))
pickle.dump({}, open("model.pkl", "wb"))
copy = pickle.loads(pickle.dumps({"a": 1}))
a = np.load("array.npy")
c = json.load(open("settings.json"))
d = YAML(typ="safe").load("a: 1")
e = torch.utils.cpp_extension.load(name="kernel", sources=["kernel.cpp"])
usage = "pickle.load(open('model.pkl', 'rb'))"
supported = usage == "pickle.load"


class Careful(pickle.Unpickler):
    def find_class(self, module, name):
        raise pickle.UnpicklingError(name)


h = Careful(io.BytesIO(b"")).load()


class Store:
    def load(self, path):
        return path


i = Store().load("model.pkl")


def in_memory(value):
    buffer = io.BytesIO()
    pickle.dump(value, buffer)
    buffer.seek(0)
    return pickle.load(buffer)


def by_a_name(value):
    data = pickle.dumps(value)
    return pickle.loads(data)


def compared(path, expected):
    data = open(path, "rb").read()
    if hashlib.sha256(data).hexdigest() != expected:
        raise ValueError(path)
    return pickle.loads(data)


def signed(data, key, tag):
    if not hmac.compare_digest(hmac.new(key, data, "sha256").digest(), tag):
        raise ValueError("tampered with")
    return pickle.loads(data)
