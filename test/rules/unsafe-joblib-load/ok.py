"""joblib.load("model.joblib") in a docstring is no call."""
import hashlib

import joblib
from joblib import Parallel, delayed

joblib.dump({}, "model.joblib")
total = Parallel(n_jobs=2)(delayed(pow)(i, 2) for i in range(10))
memory = joblib.Memory("cache")
text = "joblib.load('model.joblib')"


class Registry:
    def load(self, name):
        return name


registry = Registry()
model = registry.load("model.joblib")


def checked(path, expected):
    verify_checksum(path, expected)
    return joblib.load(path)


def compared(path, expected):
    with open(path, "rb") as file:
        if hashlib.sha256(file.read()).hexdigest() != expected:
            raise ValueError(path)
    return joblib.load(path)
