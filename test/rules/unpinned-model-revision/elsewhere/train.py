from datasets import load_dataset
from transformers import AutoModel, AutoTokenizer

MODEL = "acme-research/tiny"
model = AutoModel.from_pretrained(MODEL)  # expect: unpinned-model-revision=warning
tokenizer = AutoTokenizer.from_pretrained("acme-research/tiny", use_fast=True)  # expect: unpinned-model-revision=joined
other = AutoModel.from_pretrained("acme-research/disputed")  # expect: unpinned-model-revision=warning
tagged = AutoModel.from_pretrained("acme-research/tiny", revision="v1.0")  # expect: unpinned-model-revision=warning
data = load_dataset("acme-research/corpus")  # expect: unpinned-model-revision=warning
