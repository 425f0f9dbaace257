# The version stands in one of several requirements files in a folder of their own.
from datasets import load_dataset

SHA = "1111111111111111111111111111111111111111"
a = load_dataset("stanfordnlp/imdb", trust_remote_code=True, revision=SHA)  # expect: remote-code-trusted=info
