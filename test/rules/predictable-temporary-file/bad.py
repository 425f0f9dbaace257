import pickle
import tempfile
import urllib.request

import joblib
import torch

PATH = "/tmp/model.pt"


def save(model):
    torch.save(model, PATH)
    return torch.load(PATH)  # expect: predictable-temporary-file=info


def cache(model):
    joblib.dump(model, "/tmp/model.joblib")
    return joblib.load("/tmp/model.joblib")  # expect: predictable-temporary-file=info


def fetch(url):
    urllib.request.urlretrieve(url, "/var/tmp/model.pkl")
    with open("/var/tmp/model.pkl", "rb") as file:
        return pickle.load(file)  # expect: predictable-temporary-file=info


def name():
    return tempfile.mktemp(suffix=".pt")  # expect: predictable-temporary-file=info
