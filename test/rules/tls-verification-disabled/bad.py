import os
import ssl
import urllib.request
from functools import partial

import aiohttp
import boto3
import httpx
import requests
import requests as rq
import urllib3
from huggingface_hub import configure_http_backend
from requests import get

CHECK = False
OPTIONS = {"verify": False}

requests.get("https://models.example.org/net.pt", verify=False)  # expect: tls-verification-disabled=warning
rq.post("https://models.example.org", json={}, verify=CHECK)  # expect: tls-verification-disabled=warning
get("https://models.example.org", verify=False)  # expect: tls-verification-disabled=warning
fetch = partial(requests.get, verify=False)  # expect: tls-verification-disabled=warning
requests.get("https://models.example.org", **OPTIONS)  # expect: tls-verification-disabled=warning
client = httpx.Client(verify=False)  # expect: tls-verification-disabled=warning
s3 = boto3.client("s3", verify=False)  # expect: tls-verification-disabled=warning
session = requests.Session()
session.verify = False  # expect: tls-verification-disabled=warning
connector = aiohttp.TCPConnector(ssl=False)  # expect: tls-verification-disabled=warning
older = aiohttp.TCPConnector(verify_ssl=False)  # expect: tls-verification-disabled=warning
pool = urllib3.PoolManager(cert_reqs="CERT_NONE")  # expect: tls-verification-disabled=warning
pool = urllib3.PoolManager(cert_reqs=ssl.CERT_NONE)  # expect: tls-verification-disabled=warning
urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)  # expect: tls-verification-disabled=hint
requests.packages.urllib3.disable_warnings()  # expect: tls-verification-disabled=hint
ssl._create_default_https_context = ssl._create_unverified_context  # expect: tls-verification-disabled=warning
urllib.request.urlopen("https://models.example.org", context=ssl._create_unverified_context())  # expect: tls-verification-disabled=warning
context = ssl.create_default_context()
context.check_hostname = False  # expect: tls-verification-disabled=warning
context.verify_mode = ssl.CERT_NONE  # expect: tls-verification-disabled=warning
os.environ["CURL_CA_BUNDLE"] = ""  # expect: tls-verification-disabled=warning
os.environ["REQUESTS_CA_BUNDLE"] = ""  # expect: tls-verification-disabled=warning
os.environ["PYTHONHTTPSVERIFY"] = "0"  # expect: tls-verification-disabled=warning
os.environ.setdefault("GIT_SSL_NO_VERIFY", "true")  # expect: tls-verification-disabled=warning
os.environ.update({"CURL_CA_BUNDLE": ""})  # expect: tls-verification-disabled=warning

try:
    _create_unverified_https_context = ssl._create_unverified_context
except AttributeError:
    pass
else:
    ssl._create_default_https_context = _create_unverified_https_context  # expect: tls-verification-disabled=warning


def backend_factory():
    session = requests.Session()
    session.verify = False  # expect: tls-verification-disabled=warning
    return session


configure_http_backend(backend_factory=backend_factory)


class Store:
    def __init__(self):
        self.session = requests.Session()

    def load(self, url):
        return self.session.get(url, verify=False)  # expect: tls-verification-disabled=warning


async def load(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url, ssl=False) as reply:  # expect: tls-verification-disabled=warning
            return await reply.read()


def fetch_with(url, verify=False):
    return requests.get(url, verify=verify)  # expect: tls-verification-disabled=hint

import functools

requests.Session.request = functools.partialmethod(requests.Session.request, verify=False)  # expect: tls-verification-disabled=warning
