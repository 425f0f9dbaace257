import ray
from dask.distributed import Client, Scheduler
from distributed.security import Security
from sagemaker.pytorch import PyTorch

import dask.distributed as dd

ADDRESS = "tcp://scheduler.example.org:8786"

client = Client("tcp://scheduler.example.org:8786")  # expect: insecure-cluster-connection=warning
other = dd.Client(address=ADDRESS)  # expect: insecure-cluster-connection=warning
third = Client("tcp://10.0.0.5:8786", security=None)  # expect: insecure-cluster-connection=warning
scheduler = Scheduler(host="0.0.0.0")  # expect: insecure-cluster-connection=warning
security = Security(require_encryption=False)  # expect: insecure-cluster-connection=warning
ray.init("ray://head.example.org:10001")  # expect: insecure-cluster-connection=info
estimator = PyTorch(entry_point="train.py", role="r", encrypt_inter_container_traffic=False)  # expect: insecure-cluster-connection=info
