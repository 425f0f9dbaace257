"""AutoModel.from_pretrained("gpt2", use_safetensors=False) in a docstring."""
from transformers import AutoModel

# AutoModel.from_pretrained("gpt2", use_safetensors=False)
a = AutoModel.from_pretrained("gpt2", use_safetensors=True)
b = AutoModel.from_pretrained("gpt2", use_safetensors=None)
c = AutoModel.from_pretrained("gpt2")
a.save_pretrained("out", safe_serialization=True)
a.save_pretrained("out")
options = {"use_safetensors": True}
use_safetensors = False
safe = not use_safetensors


def load(name, use_safetensors=True, **options):
    if use_safetensors is False:
        raise ValueError("no pickles")
    return AutoModel.from_pretrained(name, use_safetensors=use_safetensors, **options)


def save(model, safe_serialization=False):
    model.save_pretrained("out", safe_serialization=safe_serialization)


filename = get_hub_filename(use_safetensors=False)
