from transformers import AutoModel

model = AutoModel.from_pretrained("friendly-stranger/bert", revision="1111111111111111111111111111111111111111")  # expect: untrusted-model-source=info
