from sagemaker.pytorch import PyTorch

estimator = PyTorch(
    entry_point="train.py",
    role=role,
    instance_count=1,
    instance_type="ml.p4d.24xlarge",
)


other = PyTorch(role=role, instance_type="ml.p4d.24xlarge", instance_count=4, encrypt_inter_container_traffic=True)
third = PyTorch(role=role, instance_type="ml.p4d.24xlarge", instance_count=count)
