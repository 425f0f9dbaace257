ssh -o StrictHostKeyChecking=no trainer@gpu1.example.com hostname  # expect: ssh-host-check-disabled=warning
scp -oStrictHostKeyChecking=no model.pt gpu1.example.com:/models/  # expect: ssh-host-check-disabled=warning
ssh -o "StrictHostKeyChecking off" "$HOST" hostname  # expect: ssh-host-check-disabled=info
echo "StrictHostKeyChecking no" >> /etc/ssh/ssh_config  # expect: ssh-host-check-disabled=info
