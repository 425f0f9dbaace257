from accelerate.utils import save
from transformers import AutoModel

model = AutoModel.from_config(config)
model.save_pretrained("out", safe_serialization=False)  # expect: safetensors-avoided=info
save(optimizer.state_dict(), "optimizer.bin", safe_serialization=False)  # expect: safetensors-avoided=hint
