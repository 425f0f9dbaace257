"""pickle.load(open("model.pkl", "rb")) in a docstring is no call."""
import hashlib
import hmac
import io
import json
import pickle

import joblib
import numpy as np
import skops.io as sio
from keras.models import load_model
from ruamel.yaml import YAML

# pickle.load(open("model.pkl", "rb"))
pickle.dump({}, open("model.pkl", "wb"))
joblib.dump({}, "model.joblib")
copy = pickle.loads(pickle.dumps({"a": 1}))
a = np.load("array.npy")
b = np.load("array.npy", allow_pickle=False)
c = json.load(open("settings.json"))
d = YAML(typ="safe").load("a: 1")
e = sio.load("model.skops", trusted=["sklearn.linear_model.LogisticRegression"])
f = load_model("model.keras")
g = load_model("model.keras", safe_mode=True)


class Careful(pickle.Unpickler):
    def find_class(self, module, name):
        raise pickle.UnpicklingError(name)


h = Careful(io.BytesIO(b"")).load()


class Store:
    def load(self, path):
        return path


i = Store().load("model.pkl")


def flag(path, allow_pickle=False):
    return np.load(path, allow_pickle=allow_pickle)


def compared(path, expected):
    data = open(path, "rb").read()
    if hashlib.sha256(data).hexdigest() != expected:
        raise ValueError(path)
    return pickle.loads(data)


def signed(data, key, tag):
    if not hmac.compare_digest(hmac.new(key, data, "sha256").digest(), tag):
        raise ValueError("tampered with")
    return pickle.loads(data)


def checked(path, expected):
    verify_checksum(path, expected)
    return joblib.load(path)
