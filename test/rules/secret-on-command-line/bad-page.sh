python train.py --hf_token "$HF_TOKEN"  # expect: secret-on-command-line
