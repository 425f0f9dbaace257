import pandas as pd

table = pd.read_csv("https://data.example-labs.io/train.csv")
