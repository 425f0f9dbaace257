# %%
!vllm serve someone/tiny-llama --port 8000  # expect: unpinned-hub-download=warning
!hf download "someone/tiny-llama"  # expect: unpinned-hub-download=warning
