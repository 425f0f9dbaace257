# %%
%%bash
huggingface-cli download someone/tiny-llama --revision 0123456789abcdef0123456789abcdef01234567
hf download someone/tiny-llama --revision=0123456789abcdef0123456789abcdef01234567
hf download someone/tiny-llama --revision "$COMMIT"
huggingface-cli login
huggingface-cli upload someone/tiny-llama ./models
vllm serve ./models/tiny
vllm serve /data/models/tiny
vllm bench --model someone/tiny-llama-x
ollama pull llama3
wget https://huggingface.co/someone/tiny-llama/resolve/0123456789abcdef0123456789abcdef01234567/pytorch_model.bin
wget https://huggingface.co/datasets/someone/corpus/resolve/main/train.csv
text-generation-launcher --model-id "$MODEL_PATH"
echo hf download someone/tiny-llama

# %%
!git clone https://huggingface.co/someone/other
!cd other && git checkout 0123456789abcdef0123456789abcdef01234567
