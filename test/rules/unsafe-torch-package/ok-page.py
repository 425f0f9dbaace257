from safetensors.torch import load_file

from model import Net

model = Net()
model.load_state_dict(load_file("model.safetensors"))
