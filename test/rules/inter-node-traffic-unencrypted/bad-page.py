from sagemaker.pytorch import PyTorch

estimator = PyTorch(
    entry_point="train.py",
    role=role,
    instance_count=4,
    encrypt_inter_container_traffic=False,  # expect: inter-node-traffic-unencrypted=warning
)
