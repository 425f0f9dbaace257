!huggingface-cli login --token $HF_TOKEN  # expect: secret-on-command-line=info
!huggingface-cli login --token {token}  # expect: secret-on-command-line=info
!git clone --depth 1 https://x --password {args.password}  # expect: secret-on-command-line=info
# %%
%%bash
wandb login "$WANDB_API_KEY"  # expect: secret-on-command-line=info
