from sagemaker.network import NetworkConfig
from sagemaker.estimator import Estimator

isolated = os.environ.get("ISOLATED") == "1"
NetworkConfig(enable_network_isolation=isolated)
Estimator(image_uri=image, role=role)
other.build(enable_network_isolation=False)


def make(enable_network_isolation=False):
    return Estimator(image_uri=image, role=role, enable_network_isolation=enable_network_isolation)
