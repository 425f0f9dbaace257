import _pickle
import io
import marshal
import pickle
import pickle as pkl
import shelve
import sys
import urllib.request
from pickle import load as restore

import cloudpickle
import dill
import joblib
import jsonpickle
import keras
import numpy as np
import pandas as pd
import requests
import skops.io as sio
from gensim.models import Word2Vec
from huggingface_hub import hf_hub_download
from keras.models import load_model
from skops.io import get_untrusted_types

a = pickle.load(open("model.pkl", "rb"))  # expect: unsafe-pickle-load=warning
with open("model.pkl", "rb") as file:
    b = pkl.load(file)  # expect: unsafe-pickle-load=warning
c = pickle.loads(requests.get("https://example.org/model.pkl").content)  # expect: unsafe-pickle-load=error
d = restore(open(sys.argv[1], "rb"))  # expect: unsafe-pickle-load=warning
e = pickle.Unpickler(open("model.pkl", "rb")).load()  # expect: unsafe-pickle-load=warning
f = _pickle.load(open("model.pkl", "rb"))  # expect: unsafe-pickle-load
g = dill.load(open("model.dill", "rb"))  # expect: unsafe-pickle-load
h = cloudpickle.load(open("model.pkl", "rb"))  # expect: unsafe-pickle-load
i = joblib.load("model.joblib")  # expect: unsafe-pickle-load=warning
j = joblib.load(  # expect: unsafe-pickle-load
    filename="model.joblib",
    mmap_mode="r",
)
k = pd.read_pickle("https://example.org/frame.pkl")  # expect: unsafe-pickle-load=error
l = pd.read_pickle("frame.pkl")  # expect: unsafe-pickle-load=warning
m = np.load("array.npy", allow_pickle=True)  # expect: unsafe-pickle-load=warning
n = np.load("array.npy", None, True)  # expect: unsafe-pickle-load=warning
o = shelve.open("cache")  # expect: unsafe-pickle-load
p = marshal.loads(requests.get("https://example.org/code").content)  # expect: unsafe-pickle-load=error
q = jsonpickle.decode(open("state.json").read())  # expect: unsafe-pickle-load
r = sio.load("model.skops", trusted=get_untrusted_types(file="model.skops"))  # expect: unsafe-pickle-load=warning
s = Word2Vec.load("vectors.model")  # expect: unsafe-pickle-load
t = load_model("model.keras", safe_mode=False)  # expect: unsafe-pickle-load=error
u = load_model("model.h5")  # expect: unsafe-pickle-load=warning
keras.config.enable_unsafe_deserialization()  # expect: unsafe-pickle-load=error
urllib.request.urlretrieve("https://example.org/model.pkl", "fetched.pkl")
v = joblib.load("fetched.pkl")  # expect: unsafe-pickle-load=error
w = joblib.load(hf_hub_download("scikit-learn/model", "model.pkl"))  # expect: unsafe-pickle-load=error, unpinned-model-revision

read = joblib.load
x = read("model.joblib")  # expect: unsafe-pickle-load


def from_network(url):
    response = requests.get(url)
    return pickle.loads(response.content)  # expect: unsafe-pickle-load=error


def from_caller(path):
    with open(path, "rb") as file:
        return pickle.load(file)  # expect: unsafe-pickle-load=hint


def cached(value):
    with open("cache.pkl", "wb") as file:
        pickle.dump(value, file)
    with open("cache.pkl", "rb") as file:
        return pickle.load(file)  # expect: unsafe-pickle-load=hint


y = pickle.loads(half_typed  # expect: unsafe-pickle-load
