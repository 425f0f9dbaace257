from transformers import AutoModel

SHA = "0123456789abcdef0123456789abcdef01234567"
model = AutoModel.from_pretrained("openai-community/gpt2", revision=SHA, use_safetensors=True)
