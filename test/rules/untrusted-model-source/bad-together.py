from datasets import load_dataset
from huggingface_hub import snapshot_download
from transformers import AutoModel, AutoTokenizer, pipeline

SHA = "0123456789abcdef0123456789abcdef01234567"

tokenizer = AutoTokenizer.from_pretrained("friendly-stranger/bert")  # expect: untrusted-model-source=warning
model = AutoModel.from_pretrained("friendly-stranger/bert")  # expect: untrusted-model-source=joined
files = snapshot_download("Friendly-Stranger/BERT", revision="main")  # expect: untrusted-model-source=joined
classify = pipeline("text-classification", model="friendly-stranger/bert", tokenizer="friendly-stranger/bert")  # expect: untrusted-model-source=joined

pinned = AutoModel.from_pretrained("friendly-stranger/bert", revision=SHA)  # expect: untrusted-model-source=info
again = AutoModel.from_pretrained("friendly-stranger/bert", revision=SHA)  # expect: untrusted-model-source=joined
tagged = AutoModel.from_pretrained("friendly-stranger/bert", revision="v2")  # expect: untrusted-model-source=warning
rows = load_dataset("friendly-stranger/bert")  # expect: untrusted-model-source=warning
other = AutoModel.from_pretrained("friendly-stranger/gpt")  # expect: untrusted-model-source=warning
