from transformers import AutoModel

a = AutoModel.from_pretrained("friendly-stranger/shell")  # expect: untrusted-model-source=warning
b = AutoModel.from_pretrained("turtle/shell")  # expect: untrusted-model-source=warning
