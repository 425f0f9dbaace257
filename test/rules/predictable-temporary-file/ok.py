import json
import os
import tempfile

import joblib
import torch


def save(model):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.pt")
        torch.save(model, path)
        return torch.load(path)


def safe(model):
    torch.save(model.state_dict(), "/tmp/model.pt")
    return torch.load("/tmp/model.pt", weights_only=True)


def write_only(model):
    torch.save(model, "/tmp/model.pt")


def read_only():
    return joblib.load("/tmp/model.joblib")


def in_project(model):
    joblib.dump(model, "build/model.joblib")
    return joblib.load("build/model.joblib")


def plain(data):
    with open("/tmp/data.json", "w") as file:
        json.dump(data, file)
    with open("/tmp/data.json") as file:
        return json.load(file)


def made():
    descriptor, path = tempfile.mkstemp(suffix=".pt")
    return tempfile.NamedTemporaryFile(suffix=".pt"), tempfile.mkdtemp(), path
