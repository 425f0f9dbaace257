ssh -o StrictHostKeyChecking=accept-new trainer@gpu1.example.com hostname
ssh -o StrictHostKeyChecking=yes trainer@gpu1.example.com hostname
ssh gpu1.example.com "cat config"
grep StrictHostKeyChecking /etc/ssh/ssh_config
echo "Host keys are checked"
