#!/bin/bash
echo "$DOCKER_TOKEN" | docker login --username bot --password-stdin
docker run -e HF_TOKEN image
docker build --secret id=hf_token,env=HF_TOKEN .
HF_TOKEN=$HF_TOKEN python train.py
export HF_TOKEN=$(cat ~/.token)
python train.py --tokenizer $MODEL --max-tokens $N --pad_token "$PAD" --token-file $FILE --key-file $F
wandb login
wandb login --host $WANDB_HOST
huggingface-cli login --token hf_xxx
# huggingface-cli login --token $HF_TOKEN
while [[ $# -gt 0 ]]; do case $1 in --token) TOKEN="$2"; shift 2;; esac; done
