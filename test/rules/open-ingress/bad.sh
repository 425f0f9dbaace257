aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 8888 --cidr 0.0.0.0/0  # expect: open-ingress=info
gcloud compute firewall-rules create ray --allow=tcp:8265,tcp:10001 --source-ranges=0.0.0.0/0  # expect: open-ingress=info
az network nsg rule create -g rg --nsg-name gpu -n all --priority 100 --destination-port-ranges 22 --source-address-prefixes '*'  # expect: open-ingress=info
