from sagemaker.remote_debug import RemoteDebugConfig
from azure.ai.ml.entities import AmlCompute

RemoteDebugConfig(enable_remote_debug=True)  # expect: remote-shell-enabled=warning
AmlCompute(name="gpu", ssh_public_access_enabled=True)  # expect: remote-shell-enabled=warning
