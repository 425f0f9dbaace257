import requests
from datasets import load_dataset


def first():
    with open("squad.py", "wb") as out:
        out.write(requests.get("https://example.org/squad.py").content)
    return load_dataset("squad.py")  # expect: unsafe-dataset-script=error
