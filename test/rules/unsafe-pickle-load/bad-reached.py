# A constant of the module is a switch, and what is given twice is not known.
import pickle

TRUSTED = False


def switched(path):
    with open("model.pkl", "rb") as file:
        return pickle.load(file) if TRUSTED else None  # expect: unsafe-pickle-load=warning


def changed(path, ask):
    trusted = False
    if ask():
        trusted = True
    with open("model.pkl", "rb") as file:
        return pickle.load(file) if trusted else None  # expect: unsafe-pickle-load=warning
