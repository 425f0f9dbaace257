from google.cloud import aiplatform
from sagemaker.processing import ScriptProcessor
from sagemaker.train import ModelTrainer

ScriptProcessor(role=role, instance_type="ml.m5.xlarge", instance_count=1)  # expect: network-isolation-missing=warning
ModelTrainer(training_image=image, instance_type="ml.g5.xlarge")  # expect: network-isolation-missing=warning
job = aiplatform.CustomJob(display_name="x", worker_pool_specs=specs)
job.run()  # expect: network-isolation-missing=warning
