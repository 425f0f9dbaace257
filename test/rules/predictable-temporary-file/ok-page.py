import tempfile

from safetensors.torch import save_file

with tempfile.TemporaryDirectory() as folder:
    save_file(weights, f"{folder}/model.safetensors")
