from sagemaker.pytorch import PyTorch

PyTorch(entry_point="train.py", role=role, instance_count=4)
PyTorch(entry_point="train.py", role=role, encrypt_inter_container_traffic=encrypt)
