from sagemaker.estimator import Estimator

Estimator(image, role=role, instance_type="ml.p4d.24xlarge", max_run=86400)
