from sagemaker.pytorch import PyTorch

estimator = PyTorch(  # expect: inter-node-traffic-unencrypted=warning
    entry_point="train.py",
    role=role,
    instance_count=4,
    instance_type="ml.p4d.24xlarge",
)
