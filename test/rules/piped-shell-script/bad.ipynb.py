# %%
!curl -fsSL https://raw.githubusercontent.com/someone/tools/main/install.sh | bash  # expect: piped-shell-script=warning
!curl -sSL http://setup.example-labs.io/gpu.sh | sudo -E bash -s -- --yes  # expect: piped-shell-script=error
!wget -qO- https://models.example-labs.io/setup.sh | sh  # expect: piped-shell-script=warning
!wget -q -O - https://models.example-labs.io/setup.py | python3 - --gpu  # expect: piped-shell-script=warning
!curl -LsSf https://astral.sh/uv/install.sh | sh  # expect: piped-shell-script=info
!curl https://sh.rustup.rs -sSf | sh -s -- -y  # expect: piped-shell-script=info
!curl -k https://internal.example-labs.io/bootstrap.sh | bash  # expect: piped-shell-script=error

# %%
%%bash
set -e
# Installs the tokenizer
bash <(curl -s https://models.example-labs.io/tokenizer.sh)  # expect: piped-shell-script=warning
bash -c "$(curl -fsSL https://models.example-labs.io/kernels.sh)"  # expect: piped-shell-script=warning
source <(curl -s https://models.example-labs.io/env.sh)  # expect: piped-shell-script=warning
python -c "$(wget -qO- https://models.example-labs.io/patch.py)"  # expect: piped-shell-script=warning
eval "$(curl -s https://models.example-labs.io/vars)"  # expect: piped-shell-script=warning
curl -s https://models.example-labs.io/setup.gz \  # expect: piped-shell-script=warning
  | gunzip -c \
  | bash
bash -s < <(curl -s https://models.example-labs.io/rvm)  # expect: piped-shell-script=warning

# %%
url = "https://models.example-labs.io/late.sh"
!curl -s {url} | bash  # expect: piped-shell-script=warning
!curl -s $url | {sys.executable}  # expect: piped-shell-script=warning
out = !curl -s https://models.example-labs.io/late.sh | sh  # expect: piped-shell-script=warning
