# %%
%env HF_TOKEN=$TOKEN
%env TOKENIZERS_PARALLELISM=false
%env CUDA_VISIBLE_DEVICES=0
!huggingface-cli login --token $HF_TOKEN
!curl -H "Authorization: Bearer $OPENAI_API_KEY" https://api.openai.com/v1/models
!pip install --index-url https://pypi.org/simple torch
!python train.py --tokenizer Qwen2TokenizerFast --key-file key.json
# %%
from google.colab import userdata
token = userdata.get("HF_TOKEN")
