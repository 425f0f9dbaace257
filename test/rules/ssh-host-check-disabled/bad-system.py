import os

os.system("ssh -o StrictHostKeyChecking=no trainer@gpu1.example.com hostname")  # expect: ssh-host-check-disabled=warning
