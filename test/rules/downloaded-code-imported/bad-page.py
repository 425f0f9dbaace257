import sys
from huggingface_hub import snapshot_download

folder = snapshot_download("org/model-code")
sys.path.append(folder)  # expect: downloaded-code-imported
