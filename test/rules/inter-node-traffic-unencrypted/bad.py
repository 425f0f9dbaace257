from sagemaker.train.configs import Networking

Networking(subnets=["a"], enable_inter_container_traffic_encryption=False)  # expect: inter-node-traffic-unencrypted=warning
client.create_training_job(TrainingJobName="x", EnableInterContainerTrafficEncryption=False)  # expect: inter-node-traffic-unencrypted=warning
