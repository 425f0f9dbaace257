import io
from functools import partial

import cupy
import jax.numpy as jnp
import numpy
import numpy as np
import requests
from numpy import load
from numpy.lib import format as npy

OPTIONS = {"allow_pickle": True}
YES = True

a = np.load("array.npy", allow_pickle=True)  # expect: unsafe-numpy-load=warning
b = np.load("array.npy", None, True)  # expect: unsafe-numpy-load=warning
c = np.load("labels.npy", allow_pickle=True).item()  # expect: unsafe-numpy-load=warning
d = numpy.load(io.BytesIO(requests.get("https://example.org/a.npy").content), allow_pickle=True)  # expect: unsafe-numpy-load=error
e = load("array.npz", allow_pickle=1)  # expect: unsafe-numpy-load=warning
f = np.load("array.npy", allow_pickle=YES)  # expect: unsafe-numpy-load=warning
g = np.load("array.npy", **OPTIONS)  # expect: unsafe-numpy-load=warning
h = cupy.load("array.npy", allow_pickle=True)  # expect: unsafe-numpy-load=warning
i = jnp.load("array.npy", allow_pickle=True)  # expect: unsafe-numpy-load=warning
with open("array.npy", "rb") as file:
    j = npy.read_array(file, allow_pickle=True)  # expect: unsafe-numpy-load=warning
    k = np.lib.format.read_array(file, True)  # expect: unsafe-numpy-load=warning

np_load = partial(np.load, allow_pickle=True)
l = np_load("array.npy")  # expect: unsafe-numpy-load=warning
np_load_old = np.load
np.load = lambda *args, **options: np_load_old(*args, allow_pickle=True, **options)  # expect: unsafe-numpy-load=warning


def from_caller(path):
    return numpy.load(path, allow_pickle=True)  # expect: unsafe-numpy-load=warning


def round_trip(array):
    np.save("own.npy", array)
    return numpy.load("own.npy", allow_pickle=True)  # expect: unsafe-numpy-load=hint


y = numpy.load("half-typed.npy", allow_pickle=True  # expect: unsafe-numpy-load
