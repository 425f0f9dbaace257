import datasets
from datasets import load_dataset
from huggingface_hub import hf_hub_download

SCRIPT = "scripts/squad.py"
a = load_dataset("./squad.py")  # expect: unsafe-dataset-script=hint
b = datasets.load_dataset(SCRIPT, "plain_text")  # expect: unsafe-dataset-script=hint
c = load_dataset(path=f"loaders/{SCRIPT}", split="train")  # expect: unsafe-dataset-script=hint
d = load_dataset(hf_hub_download("org/data", "data.py", repo_type="dataset"))  # expect: unsafe-dataset-script=error
