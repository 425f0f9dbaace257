from sagemaker.pytorch import PyTorch

estimator = PyTorch(
    entry_point="train.py",
    role=role,
    instance_count=1,
    instance_type="ml.m5.4xlarge",
    output_kms_key=key,
    volume_kms_key=key,
)
