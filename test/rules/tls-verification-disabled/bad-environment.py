import os
import requests

os.environ.update(CURL_CA_BUNDLE="", HF_HOME="/cache")  # expect: tls-verification-disabled=warning
environment = dict(os.environ, PYTHONHTTPSVERIFY="0")  # expect: tls-verification-disabled=warning
answer = requests.request("GET", "https://hub.example-labs.io/m.pt", verify=0)  # expect: tls-verification-disabled=warning
