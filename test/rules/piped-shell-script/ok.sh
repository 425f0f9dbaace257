#!/bin/bash
# curl https://models.example-labs.io/setup.sh | bash
echo "run: curl https://models.example-labs.io/setup.sh | bash"
cat <<EOT
curl https://models.example-labs.io/setup.sh | bash
EOT
curl -s https://api.example-labs.io/status | jq -r .state
STATE=$(curl -s https://api.example-labs.io/status)
bash ./setup.sh
