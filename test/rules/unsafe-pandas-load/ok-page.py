import pandas as pd

frame = pd.read_parquet("https://example.org/frame.parquet")
