# %%
client.models.list()
#> AuthenticationError: Incorrect API key provided: sk-F6ZJn***********************abcd.
# %%
%env
#> {'HOME': '/root', 'TOKENIZERS_PARALLELISM': 'false', 'HF_TOKEN': '', 'OPENAI_API_KEY': 'your-key'}
# %%
!git log -1
#> commit 3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4
#> wandb: Syncing run 3k8a0x2b
#> sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
