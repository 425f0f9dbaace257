import _pickle
import importlib
import pickle
import pickle as pkl
import sys
from functools import partial
from pickle import load as restore

import cloudpickle
import dill
import networkx as nx
import requests
from pandas.compat import pickle_compat

a = pickle.load(open("model.pkl", "rb"))  # expect: unsafe-pickle-load=warning
with open("model.pkl", "rb") as file:
    b = pkl.load(file)  # expect: unsafe-pickle-load=warning
c = pickle.loads(requests.get("https://example.org/model.pkl").content)  # expect: unsafe-pickle-load=error
d = restore(open(sys.argv[1], "rb"))  # expect: unsafe-pickle-load=info
e = pickle.Unpickler(open("model.pkl", "rb")).load()  # expect: unsafe-pickle-load=warning
f = _pickle.load(open("model.pkl", "rb"))  # expect: unsafe-pickle-load
g = dill.load(open("model.dill", "rb"))  # expect: unsafe-pickle-load
h = cloudpickle.load(open("model.pkl", "rb"))  # expect: unsafe-pickle-load
i = pickle.load(  # expect: unsafe-pickle-load
    file=open("model.pkl", "rb"),
    encoding="latin1",
)
j = pickle_compat.load(open("frame.pkl", "rb"))  # expect: unsafe-pickle-load
k = nx.read_gpickle("graph.gpickle")  # expect: unsafe-pickle-load
l = importlib.import_module("pickle").loads(a)  # expect: unsafe-pickle-load
m = [pickle.loads(item) for item in b]  # expect: unsafe-pickle-load=warning
n = dill.load_session("session.pkl")  # expect: unsafe-pickle-load=warning

read = pickle.load
o = read(open("model.pkl", "rb"))  # expect: unsafe-pickle-load
latin = partial(pickle.load, encoding="latin1")
p = latin(open("model.pkl", "rb"))  # expect: unsafe-pickle-load


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
