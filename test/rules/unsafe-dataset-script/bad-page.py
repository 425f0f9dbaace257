from datasets import load_dataset

data = load_dataset("./squad.py")  # expect: unsafe-dataset-script
