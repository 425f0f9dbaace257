from sagemaker.pytorch import PyTorch

estimator = PyTorch(
    entry_point="train.py",
    role=role,
    instance_count=4,
    encrypt_inter_container_traffic=True,
)
