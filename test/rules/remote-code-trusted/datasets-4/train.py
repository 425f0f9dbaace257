from datasets import load_dataset

SHA = "1111111111111111111111111111111111111111"
a = load_dataset("stanfordnlp/imdb", trust_remote_code=True, revision=SHA)  # expect: remote-code-trusted=info
b = load_dataset("stanfordnlp/imdb", revision=SHA, trust_remote_code=True)  # expect: remote-code-trusted=info
c = load_dataset(
    "stanfordnlp/imdb",
    revision=SHA,
    trust_remote_code=True,  # expect: remote-code-trusted=info
)
