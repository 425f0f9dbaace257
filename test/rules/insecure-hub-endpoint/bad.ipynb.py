# %%
%env HF_ENDPOINT=https://hf-mirror.com  # expect: insecure-hub-endpoint=info
# %%
%env HF_ENDPOINT http://mirror.example.org  # expect: insecure-hub-endpoint=warning
# %%
!HF_ENDPOINT=https://hf-mirror.com python train.py  # expect: insecure-hub-endpoint=info
# %%
%%bash
export HF_ENDPOINT=http://mirror.example.org  # expect: insecure-hub-endpoint=warning
python train.py
