import os
import requests

os.environ.update(CURL_CA_BUNDLE="/etc/ssl/certs/ca.pem", PYTHONHTTPSVERIFY="1")
environment = dict(os.environ, REQUESTS_CA_BUNDLE=bundle)
answer = requests.request("GET", "https://hub.example-labs.io/m.pt", verify=1)
layer.update(verify=0)
