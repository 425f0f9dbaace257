#!/bin/bash
set -euo pipefail
command -v tool || curl -fsSL https://get.example.org/tool-setup.sh | sudo -E bash -s -- --yes  # expect: piped-shell-script=warning
bash -x <(curl -fsSL https://get.example.org/tool-setup.sh)  # expect: piped-shell-script=warning
if ! wget -q -O - https://get.example.org/tool-setup.sh | sh -e; then exit 1; fi  # expect: piped-shell-script=warning
curl -fsSL https://get.example.org/other.sh | bash  # expect: piped-shell-script=warning
