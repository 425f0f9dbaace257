from datasets import load_dataset

SHA = "1111111111111111111111111111111111111111"
a = load_dataset("stanfordnlp/imdb", revision=SHA)  # expect: remote-code-trusted=info
