# %%
!vllm serve someone/tiny-llama --revision 3333333333333333333333333333333333333333 --port 8000
!hf download "someone/tiny-llama" --revision 3333333333333333333333333333333333333333
