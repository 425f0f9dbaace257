from transformers import AutoModel

model = AutoModel.from_pretrained("Friendly-Stranger/bert", revision="1111111111111111111111111111111111111111")
