"""load_dataset("./squad.py") in a docstring."""
from datasets import load_dataset

a = load_dataset("json", data_files="train.json")
b = load_dataset("csv", data_files=["a.csv", "b.csv"])
c = load_dataset("./folder")
d = load_dataset("org/data", revision="0123456789abcdef0123456789abcdef01234567")
# remote-code-trusted tells of it.
e = load_dataset("./squad.py", trust_remote_code=True)


def restore(path):
    return load_dataset(path)
