from google.cloud import aiplatform
from sagemaker.estimator import Estimator
from sagemaker.processing import ScriptProcessor

Estimator(image, role=role, instance_type="ml.p4d.24xlarge", enable_network_isolation=True)
ScriptProcessor(role=role, instance_type="ml.m5.xlarge", network_config=network)
Estimator(image, role=role, instance_type="ml.p4d.24xlarge", **settings)
other.Estimator(image, role=role, instance_type="ml.p4d.24xlarge")
job = aiplatform.CustomJob(display_name="x", worker_pool_specs=specs)
job.run(network=network)
server.run()
