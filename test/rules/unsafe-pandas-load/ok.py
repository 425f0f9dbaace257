"""pd.read_pickle("frame.pkl") in a docstring is no call."""
import pandas as pd

a = pd.read_parquet("frame.parquet")
b = pd.read_csv("https://example.org/frame.csv")
c = pd.read_feather("frame.feather")
a.to_pickle("frame.pkl")
a.to_hdf("store.h5", key="table")


class Reader:
    def read_pickle(self, path):
        return path


d = Reader().read_pickle("frame.pkl")


def table(path):
    return pd.read_hdf(path, "table")


def own(frame):
    frame.to_hdf("store.h5", key="table")
    return frame


def checked(path, expected):
    verify_sha256(path, expected)
    return pd.read_pickle(path)
