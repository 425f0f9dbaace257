import pandas as pd
import requests


def first():
    with open("store.h5", "wb") as out:
        out.write(requests.get("https://example.org/store.h5").content)
    return pd.read_hdf("store.h5", "table")  # expect: unsafe-pandas-load=warning
