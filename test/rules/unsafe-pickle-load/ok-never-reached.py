# A branch that a constant of the same function rules out.
import pickle


def load(path):
    trusted = False
    with open("model.pkl", "rb") as file:
        return pickle.load(file) if trusted else None
