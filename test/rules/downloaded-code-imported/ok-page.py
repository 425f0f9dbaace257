import sys
from huggingface_hub import snapshot_download

folder = snapshot_download("org/model-code", revision="0123456789abcdef0123456789abcdef01234567")
sys.path.append(folder)
