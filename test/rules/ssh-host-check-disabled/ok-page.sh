rsync -a -e "ssh -o StrictHostKeyChecking=accept-new" data/ trainer@gpu1.example.com:/data/
