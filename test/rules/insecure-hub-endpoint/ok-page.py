import os

os.environ["HF_ENDPOINT"] = "https://huggingface.co"
