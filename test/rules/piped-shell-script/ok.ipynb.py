# %%
!curl -s https://api.example-labs.io/models | python -m json.tool
!curl -s https://api.example-labs.io/models | python3 -c "import json, sys; print(json.load(sys.stdin)['id'])"
!curl -s https://api.example-labs.io/models | jq .
!curl -s https://models.example-labs.io/data.tar.gz | tar xz
!wget -qO- https://packages.example-labs.io/key.asc | sudo apt-key add -
!curl -o setup.sh https://models.example-labs.io/setup.sh | tee log.txt
!echo "curl https://models.example-labs.io/setup.sh | bash"
!curl -s http://localhost:8000/setup.sh | bash
!curl -s https://raw.githubusercontent.com/someone/tools/0123456789abcdef0123456789abcdef01234567/install.sh | bash
!curl -s https://models.example-labs.io/list.txt | bash process.sh
!curl -s https://models.example-labs.io/list.txt | perl -ne 'print'
!cat setup.sh | bash
# !curl -s https://models.example-labs.io/setup.sh | bash

# %%
%%bash
# curl https://models.example-labs.io/setup.sh | bash
VERSION=$(curl -s https://models.example-labs.io/latest)
python train.py --version "$(curl -s https://models.example-labs.io/latest)"
cat <<'TEXT'
curl https://models.example-labs.io/setup.sh | bash
TEXT
eval "$(conda shell.bash hook)"
eval "$(ssh-agent -s)"
bash -c "echo hello"

# %%
%%writefile notes.txt
curl https://models.example-labs.io/setup.sh | bash
