from sagemaker.estimator import Estimator

Estimator(image, role=role, instance_type="ml.m5.xlarge", output_kms_key=key)  # expect: storage-key-missing=warning
Estimator(image, role=role, instance_type="ml.p4d.24xlarge")  # expect: storage-key-missing=warning
