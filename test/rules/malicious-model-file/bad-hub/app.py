from transformers import AutoModel

COMMIT = "0123456789abcdef0123456789abcdef01234567"
model = AutoModel.from_pretrained("some-lab/encoder", revision=COMMIT)  # expect: malicious-model-file=error
other = AutoModel.from_pretrained("some-lab/decoder", revision=COMMIT)
