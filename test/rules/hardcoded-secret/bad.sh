#!/bin/bash
#SBATCH --job-name=train
#SBATCH --export=ALL,HF_TOKEN={{secret:huggingface}}  # expect: hardcoded-secret=error
set -euo pipefail

export HF_TOKEN={{secret:huggingface:2}}  # expect: hardcoded-secret=error
export WANDB_API_KEY="{{secret:wandb-legacy}}"  # expect: hardcoded-secret=warning
OPENAI_API_KEY='{{secret:openai}}' python generate.py  # expect: hardcoded-secret=error
declare -x DB_PASSWORD={{secret:password}}  # expect: hardcoded-secret=warning
# export OLD={{secret:github}}  # expect: hardcoded-secret=error

huggingface-cli login --token {{secret:huggingface:3}} --add-to-git-credential  # expect: hardcoded-secret=error
python train.py --push_to_hub --token '{{secret:random}}'  # expect: hardcoded-secret=warning
python serve.py --host 0.0.0.0 --api-key {{secret:random:2}}  # expect: hardcoded-secret=warning
curl -s -H "Authorization: Bearer {{secret:random:3}}" https://api.internal/v1  # expect: hardcoded-secret=warning
psql postgresql://trainer:{{secret:random:4}}@db.internal/runs  # expect: hardcoded-secret=warning
cat > ~/.netrc <<EOF
machine api.wandb.ai
  login user
  password {{secret:wandb}}  # expect: hardcoded-secret=error
EOF
