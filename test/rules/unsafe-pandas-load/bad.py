import io
import os
from urllib.request import urlretrieve

import pandas
import pandas as pd
import requests
from pandas import read_pickle

URL = "https://example.org/frame.pkl"

a = pd.read_pickle("https://example.org/frame.pkl")  # expect: unsafe-pandas-load=error
b = pd.read_pickle("frame.pkl")  # expect: unsafe-pandas-load=warning
c = pandas.read_pickle(URL, compression="gzip")  # expect: unsafe-pandas-load=error
d = read_pickle(filepath_or_buffer="s3://bucket/frame.pkl")  # expect: unsafe-pandas-load=error
e = pd.read_pickle(io.BytesIO(requests.get(URL).content))  # expect: unsafe-pandas-load=error
f = pd.read_pickle(os.path.join(os.environ["DATA"], "frame.pkl"))  # expect: unsafe-pandas-load=warning
urlretrieve("https://example.org/store.h5", "fetched.h5")
g = pd.read_hdf("fetched.h5", "table")  # expect: unsafe-pandas-load=warning
h = pd.read_hdf("store.h5", key="table")  # expect: unsafe-pandas-load=hint


def from_caller(path):
    return pd.read_pickle(path)  # expect: unsafe-pandas-load=hint


def cached(frame):
    frame.to_pickle("cache.pkl")
    return pd.read_pickle("cache.pkl")  # expect: unsafe-pandas-load=hint
handed = pd.concat(map(pd.read_pickle, files))  # expect: unsafe-pandas-load
