#!/bin/bash
# Usage: HF_TOKEN=hf_xxx ./train.sh --token YOUR_TOKEN
#SBATCH --export=ALL,HF_TOKEN
set -euo pipefail
: "${HF_TOKEN:?set HF_TOKEN}"
export HF_TOKEN="${HF_TOKEN:?}"
export HF_TOKEN=$(cat /run/secrets/hf_token)
export WANDB_API_KEY=`cat ~/.wandb`
export WANDB_API_KEY=$1
export OPENAI_API_KEY="<your-key>"
export OPENAI_API_KEY=EMPTY
export OPENAI_API_KEY=sk-...
export TOKENIZERS_PARALLELISM=false
export PAD_TOKEN="<pad>" EOS_TOKEN='</s>'
export TOKEN_FILE=/run/secrets/token
MASTER_PORT=29500
REVISION=3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4
RUN_ID=$(uuidgen)
huggingface-cli login --token "$HF_TOKEN"
huggingface-cli download org/model --revision 3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4
curl -H "Authorization: Bearer $OPENAI_API_KEY" https://api.openai.com/v1/models
curl -H "Authorization: Bearer ${TOKEN}" https://api.internal
psql "postgresql://$DB_USER:$DB_PASSWORD@db.internal/runs"
python train.py --tokenizer Qwen2TokenizerFast --image_token "<image>" --max_new_tokens 4096 --cls_token_id 101 --key-file key.json
sha256sum -c <<< "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  model.bin"
ssh -i ~/.ssh/id_ed25519 host.internal
pip install --index-url https://bot:{{secret:random}}@pypi.internal/simple torch==2.7.0
# The folder one is in, also as a pattern.
grep -q "^PWD=$case8_home/Run4-x9\$" "$out"
OLDPWD=/srv/Build7/x9
fake_passwd="$WORKDIR/case7.passwd-4x"

# The same tools, with a variable, a placeholder, a word, a port, or a server of this machine.
curl -u "$USER:$PASS" https://api.internal/v1
curl -u elastic:s3cr3tPassw0rd http://localhost:9200
curl -u bot https://api.internal/v1
curl -d '{"api_key": "'$API_KEY'"}' https://api.internal/v1
curl -d '{"token": "<token>", "model": "text-embedding-3-large"}' https://api.internal/v1
mysql -uroot -p$MYSQL_PASSWORD
mysql -u root -p
sshpass -e ssh gpu.internal
sshpass -p "$PASS" ssh gpu.internal
redis-cli -a "$REDIS_PASSWORD" ping
docker login -u bot -p "$PASS" registry.internal
docker run -p 8080:8080 -u 1000:1000 image
echo "$PASS" | docker login -u bot --password-stdin registry.internal
echo "root:$ROOT_PASS" | chpasswd
echo "log in with your account" | tee login.txt
kubectl create secret generic hub --from-literal=api-key="$API_KEY"
dvc remote modify origin url https://dagshub.com/team/model.dvc
dvc remote modify origin --local password $TOKEN
aws configure set region eu-central-1
set tokenizer.key_dim 64
ngrok config add-authtoken <your-token>
python train.py tokenizer.pad_token=PAD1 data.cache_key=9x2k7q4m1z8v3b6n
export API_KEY="${API_KEY:-your-key}"
export API_KEY=${API_KEY:-}
mkdir -p data9x2k7q4m1z8v
unzip -p 9x2k7q4m1z8v.zip
