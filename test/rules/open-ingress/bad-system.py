import os

os.system("aws ec2 authorize-security-group-ingress --group-id sg-1 --port 6006 --cidr 0.0.0.0/0")  # expect: open-ingress=info
