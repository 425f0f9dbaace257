from safetensors.torch import load_file

weights = load_file("weights/classifier.safetensors")
