import tempfile

from safetensors.torch import save_file

path = tempfile.mktemp(suffix=".safetensors")  # expect: predictable-temporary-file
save_file(weights, path)
