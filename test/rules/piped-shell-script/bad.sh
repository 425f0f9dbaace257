#!/bin/bash
set -euo pipefail

curl -fsSL https://models.example-labs.io/setup.sh | bash  # expect: piped-shell-script=warning
if ! command -v uv > /dev/null; then
  curl -LsSf https://astral.sh/uv/install.sh | sh  # expect: piped-shell-script=info
fi
INSTALLER="http://models.example-labs.io/setup.sh"
curl -s "$INSTALLER" | sudo bash  # expect: piped-shell-script=error
python3 <(curl -s https://models.example-labs.io/setup.py)  # expect: piped-shell-script=warning
