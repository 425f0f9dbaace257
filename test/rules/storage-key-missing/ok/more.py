from sagemaker.estimator import Estimator

# A machine with a disk of its own refuses a key for it.
Estimator(image, role=role, instance_type="ml.p4d.24xlarge", output_kms_key=key)
Estimator(image, role=role, instance_type="ml.m5.xlarge", output_kms_key=key, volume_kms_key=key)
