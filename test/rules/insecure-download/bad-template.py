import pandas as pd

URL = "http://data.example-labs.io/{}.csv"  # expect: insecure-download=warning
table = pd.read_csv(URL.format("train"))
