aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 443 --cidr 0.0.0.0/0
aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 22 --cidr "$OFFICE"
aws ec2 authorize-security-group-egress --group-id sg-1 --protocol tcp --port 22 --cidr 0.0.0.0/0
gcloud compute firewall-rules create ray --allow=tcp:8265 --source-ranges=10.0.0.0/8
gcloud compute firewall-rules list --filter=tcp:22
