from google.cloud import aiplatform
from sagemaker.estimator import Estimator

Estimator(image, role=role, instance_type="ml.p4d.24xlarge")  # expect: job-deadline-missing=warning
job = aiplatform.CustomTrainingJob(display_name="x", script_path="a.py")
job.run(machine_type="n1-standard-4")  # expect: job-deadline-missing=warning
