import pandas as pd

table = pd.read_csv("http://data.example-labs.io/train.csv")  # expect: insecure-download
