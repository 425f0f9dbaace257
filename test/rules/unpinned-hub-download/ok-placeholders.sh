hf download username/my-model
huggingface-cli download your-org/your-model --local-dir weights
vllm serve <user>/model
git clone https://huggingface.co/your-username/model
wget https://huggingface.co/your-org/model/resolve/main/model.safetensors
