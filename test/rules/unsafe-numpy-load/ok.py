"""np.load("array.npy", allow_pickle=True) in a docstring is no call."""
import numpy as np

a = np.load("array.npy")
b = np.load("array.npy", allow_pickle=False)
c = np.load("array.npy", mmap_mode="r")
d = np.load("array.npy", None, False)
e = np.loadtxt("array.txt")
np.save("array.npy", a, allow_pickle=True)
np.savez("arrays.npz", a=a)


def forwarded(path, allow_pickle=False):
    return np.load(path, allow_pickle=allow_pickle)


def by_default(path, allow_pickle=True):
    return np.load(path, allow_pickle=allow_pickle)


def checked(path, expected):
    verify_sha256(path, expected)
    return np.load(path, allow_pickle=True)


class Store:
    def load(self, path, allow_pickle):
        return path


f = Store().load("array.npy", allow_pickle=True)
