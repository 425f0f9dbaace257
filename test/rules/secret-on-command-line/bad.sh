#!/bin/bash
huggingface-cli login --token $HF_TOKEN  # expect: secret-on-command-line=info
hf auth login --token "${HF_TOKEN}" --add-to-git-credential  # expect: secret-on-command-line=info
python train.py --lr 0.1 \
  --api-key="$OPENAI_API_KEY" \  # expect: secret-on-command-line=info
  --hub_token $(cat ~/.token)  # expect: secret-on-command-line=info
curl -H "Authorization: Bearer $TOKEN" https://api.internal  # expect: secret-on-command-line=info
wandb login $WANDB_API_KEY  # expect: secret-on-command-line=info
docker run -e HF_TOKEN=$HF_TOKEN image  # expect: secret-on-command-line=info
docker build --build-arg HF_TOKEN=$HF_TOKEN .  # expect: secret-on-command-line=info
mysql -u root --password=$DB_PASSWORD runs  # expect: secret-on-command-line=info
