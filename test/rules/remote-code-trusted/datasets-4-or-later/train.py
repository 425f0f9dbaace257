from datasets import load_dataset

SHA = "1111111111111111111111111111111111111111"
a = load_dataset("stanfordnlp/imdb", trust_remote_code=True, revision=SHA)  # expect: remote-code-trusted=info
