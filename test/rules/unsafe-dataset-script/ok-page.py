from datasets import load_dataset

data = load_dataset("parquet", data_files="squad.parquet")
