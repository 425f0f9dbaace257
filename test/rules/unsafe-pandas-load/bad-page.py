import pandas as pd

frame = pd.read_pickle("https://example.org/frame.pkl")  # expect: unsafe-pandas-load
