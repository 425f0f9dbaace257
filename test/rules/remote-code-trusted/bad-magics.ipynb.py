# %%
!vllm serve microsoft/phi-2 --trust-remote-code  # expect: remote-code-trusted
# %%
%%bash
accelerate launch train.py --trust_remote_code=True --lr 1  # expect: remote-code-trusted
python eval.py --trust_remote_code=False
# %%
!lm_eval --model hf --model_args pretrained=someone/net,trust_remote_code=True --tasks arc  # expect: remote-code-trusted=warning
