import os
import ssl

import asyncpg
import datasets
import jwt
import redis
import requests
from PIL import Image

requests.get("https://models.example.org/net.pt")
requests.get("https://models.example.org/net.pt", verify=True)
requests.get("https://models.example.org/net.pt", verify="/etc/ssl/ca.pem")
requests.get("https://localhost:8443/net.pt", verify=False)
requests.get("https://vault:8200/v1", verify=False)
jwt.decode("token", "key", verify=False)
datasets.load_dataset("org/data", revision="main", verification_mode="no_checks")
redis.Redis(host="cache", ssl=False)
context = ssl.create_default_context()
context.check_hostname = True
context.verify_mode = ssl.CERT_REQUIRED
os.environ["CURL_CA_BUNDLE"] = "/etc/ssl/ca.pem"
os.environ["PYTHONHTTPSVERIFY"] = "1"
os.environ.pop("REQUESTS_CA_BUNDLE", None)
image = Image.open("cat.png")
image.verify()
ssl_loss = 0.5
verify = False
if context.verify_mode == ssl.CERT_NONE:
    raise RuntimeError("verify=False")


class Checkpoint:
    def __init__(self):
        self.verify = False

    def save(self, tensor):
        self.writer.write(tensor, verify=False)


def fetch(url, verify=True):
    return requests.get(url, verify=verify)


def fetch_forwarded(url, verify):
    """Use verify=False to skip the check."""
    return requests.get(url, verify=verify)

import boto3

store = boto3.client("s3", endpoint_url="http://localhost:9000", verify=False)

try:
    make_https_context = ssl.create_default_context
except AttributeError:
    pass
else:
    ssl._create_default_https_context = make_https_context
