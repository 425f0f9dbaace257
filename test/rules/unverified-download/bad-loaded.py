import tarfile
from compat import read_pickle
from ctypes import CDLL
from dill import loads
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_file_location
from keras.models import load_model
from onnxruntime import InferenceSession
from shutil import unpack_archive
from urllib.request import urlretrieve
from zipfile import ZipFile


def load_a(url):
    urlretrieve(url, "net_a")  # expect: unverified-download=warning
    return load_model("net_a")


def load_b(url):
    urlretrieve(url, "net_b")  # expect: unverified-download=warning
    return loads(open("net_b", "rb").read())


def load_c(url):
    urlretrieve(url, "net_c")  # expect: unverified-download=warning
    return unpack_archive("net_c")


def load_d(url):
    urlretrieve(url, "net_d")  # expect: unverified-download=warning
    return tarfile.open("net_d")


def load_e(url):
    urlretrieve(url, "net_e")  # expect: unverified-download=warning
    return ZipFile("net_e")


def load_f(url):
    urlretrieve(url, "net_f")  # expect: unverified-download=warning
    return InferenceSession("net_f")


def load_g(url):
    urlretrieve(url, "net_g")  # expect: unverified-download=warning
    return CDLL("net_g")


def load_h(url):
    urlretrieve(url, "net_h")  # expect: unverified-download=warning
    return read_pickle("net_h")


def load_i(url):
    urlretrieve(url, "net_i")  # expect: unverified-download=warning
    return spec_from_file_location("net", "net_i")


def load_j(url):
    urlretrieve(url, "net_j")  # expect: unverified-download=warning
    return SourceFileLoader("net", "net_j")
