#!/bin/bash
#SBATCH --job-name=train
#SBATCH --export=ALL,HF_TOKEN={{secret:huggingface}}  # expect: hardcoded-secret=error
set -euo pipefail

export HF_TOKEN={{secret:huggingface:2}}  # expect: hardcoded-secret=error
export WANDB_API_KEY="{{secret:wandb-legacy}}"  # expect: hardcoded-secret=error
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

# Credentials in the words of a tool.
curl -u "svc:{{secret:password:11}}" https://api.internal/v1  # expect: hardcoded-secret=warning
curl -d '{"api_key": "{{secret:random:11}}"}' https://api.internal/v1  # expect: hardcoded-secret=warning
mysql -u root -p{{secret:random:12}} runs  # expect: hardcoded-secret=warning
sshpass -p '{{secret:password:12}}' ssh gpu.internal  # expect: hardcoded-secret=warning
redis-cli -a {{secret:random:13}} ping  # expect: hardcoded-secret=warning
docker login -u bot -p {{secret:random:14}} registry.internal  # expect: hardcoded-secret=warning
echo {{secret:random:15}} | docker login -u bot --password-stdin registry.internal  # expect: hardcoded-secret=warning
echo "root:{{secret:password:13}}" | chpasswd  # expect: hardcoded-secret=warning
kubectl create secret generic hub --from-literal=api-key={{secret:random:16}}  # expect: hardcoded-secret=warning
dvc remote modify origin --local password {{secret:dagshub}}  # expect: hardcoded-secret=warning
vastai set api-key {{secret:vast}}  # expect: hardcoded-secret=warning
ngrok config add-authtoken {{secret:ngrok}}  # expect: hardcoded-secret=warning
echo "machine git.internal login bot password {{secret:random:17}}" > ~/.netrc  # expect: hardcoded-secret=warning
PGPASSWORD={{secret:random:18}} psql -h db.internal  # expect: hardcoded-secret=warning
jupyter lab --ServerApp.token={{secret:random:19}}  # expect: hardcoded-secret=warning
python train.py logger.wandb.api_key={{secret:wandb-legacy:2}}  # expect: hardcoded-secret=warning
export API_KEY="${API_KEY:-{{secret:random:20}}}"  # expect: hardcoded-secret=warning
: "${HF_TOKEN:={{secret:random:21}}}"  # expect: hardcoded-secret=warning
