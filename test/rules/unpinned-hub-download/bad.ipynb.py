# %%
!huggingface-cli download someone/tiny-llama --local-dir models  # expect: unpinned-hub-download=warning
!hf download someone/tiny-llama model.bin --revision main  # expect: unpinned-hub-download=warning
!hf download --repo-type dataset someone/corpus  # expect: unpinned-hub-download=warning
!vllm serve someone/tiny-llama --port 8000  # expect: unpinned-hub-download=warning
!python -m vllm.entrypoints.openai.api_server --model someone/tiny-llama  # expect: unpinned-hub-download=warning
!wget https://huggingface.co/someone/tiny-llama/resolve/main/pytorch_model.bin  # expect: unpinned-hub-download=warning

# %%
%%bash
git lfs install
git clone https://huggingface.co/someone/tiny-llama  # expect: unpinned-hub-download=warning
MODEL=someone/tiny-llama
text-generation-launcher --model-id $MODEL --num-shard 2  # expect: unpinned-hub-download=warning
git lfs clone https://huggingface.co/datasets/someone/corpus  # expect: unpinned-hub-download=warning
