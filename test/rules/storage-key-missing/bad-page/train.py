from sagemaker.pytorch import PyTorch

estimator = PyTorch(  # expect: storage-key-missing=warning
    entry_point="train.py",
    role=role,
    instance_count=1,
    instance_type="ml.m5.4xlarge",
)
