import os

import httpx
import ray
from dask.distributed import Client, LocalCluster
from distributed.security import Security
from sagemaker.pytorch import PyTorch

security = Security(tls_ca_file="ca.pem", require_encryption=True)
Client("tls://scheduler.example.org:8786", security=security)
Client("tcp://scheduler.example.org:8786", security=security)
Client()
Client(LocalCluster())
Client("tcp://127.0.0.1:8786")
Client("tcp://localhost:8786")
Client("tcp://scheduler:8786")
Client(os.environ["DASK_SCHEDULER"])
ray.init()
ray.init("auto")
ray.init("ray://localhost:10001")
httpx.Client(base_url="tcp://scheduler.example.org")
PyTorch(entry_point="train.py", role="r", encrypt_inter_container_traffic=True)


def connect(address):
    return Client(address)
