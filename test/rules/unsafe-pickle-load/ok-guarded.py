# Files that a function of the program makes sure of, whatever it is called and wherever it stands.
import hashlib
import pickle

import rsa

EXPECTED = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


# %%
def guard(path, expected):
    with open(path, "rb") as file:
        if hashlib.sha256(file.read()).hexdigest() != expected:
            raise ValueError(path)


def is_known(path, expected):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest() == expected


def signed(data, signature):
    rsa.verify(data, signature, KEY)


class Files:
    def __init__(self, expected):
        self.expected = expected

    def sure_of(self, path):
        found = hashlib.blake2b(path.read_bytes()).hexdigest()
        if found != self.expected[path.name]:
            raise ValueError(path)

    def read(self, path):
        self.sure_of(path)
        with path.open("rb") as file:
            return pickle.load(file)


# %%
def mean(values, scale=1.0):
    total = 0.0
    for value in values:
        total += value * scale
    return total / max(len(values), 1)


def weighted(values, scale=1.0):
    total = 0.0
    for value in values:
        total += value * scale
    return total / max(len(values), 1)


def smoothed(values, scale=1.0):
    total = 0.0
    for value in values:
        total += value * scale
    return total / max(len(values), 1)


def centred(values, scale=1.0):
    total = 0.0
    for value in values:
        total += value * scale
    return total / max(len(values), 1)


def scaled(values, scale=1.0):
    total = 0.0
    for value in values:
        total += value * scale
    return total / max(len(values), 1)


def damped(values, scale=1.0):
    total = 0.0
    for value in values:
        total += value * scale
    return total / max(len(values), 1)


def averaged(values, scale=1.0):
    total = 0.0
    for value in values:
        total += value * scale
    return total / max(len(values), 1)


def filtered(values, scale=1.0):
    total = 0.0
    for value in values:
        total += value * scale
    return total / max(len(values), 1)


# %%
def load(path):
    guard(path, EXPECTED)
    with open(path, "rb") as file:
        return pickle.load(file)


def load_known(path):
    if not is_known(path, EXPECTED):
        raise ValueError(path)
    with open(path, "rb") as file:
        return pickle.load(file)


def load_signed(data, signature):
    signed(data, signature)
    return pickle.loads(data)
