rsync -a -e "ssh -o StrictHostKeyChecking=no" data/ trainer@gpu1.example.com:/data/  # expect: ssh-host-check-disabled=warning
