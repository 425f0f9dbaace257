import boto3
from sagemaker.network import NetworkConfig
from sagemaker.train.configs import Networking
from azure.ai.ml.entities import Workspace

config = NetworkConfig(enable_network_isolation=False)  # expect: network-isolation-disabled=warning
networking = Networking(subnets=["a"], enable_network_isolation=False)  # expect: network-isolation-disabled=warning
client = boto3.client("sagemaker")
client.create_training_job(TrainingJobName="x", EnableNetworkIsolation=False)  # expect: network-isolation-disabled=warning
client.create_notebook_instance(NotebookInstanceName="x", DirectInternetAccess="Enabled")  # expect: network-isolation-disabled=warning
ws = Workspace(name="w", public_network_access="Enabled")  # expect: network-isolation-disabled=warning
