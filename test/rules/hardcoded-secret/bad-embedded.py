"""Keys inside of texts, and in code that was commented out.

    >>> connect(api_key="{{secret:random:40}}")  # expect: hardcoded-secret=warning
"""
import json

import requests

payload = '{"api_key": "{{secret:random}}", "model": "small"}'  # expect: hardcoded-secret=warning
payload = "{\"client_secret\": \"{{secret:random:2}}\"}"  # expect: hardcoded-secret=warning
payload = json.loads('{"auth": {"access_token": "{{secret:random:3}}"}}')  # expect: hardcoded-secret=warning
config = """
model:
  name: small
  api_key: {{secret:random:4}}  # expect: hardcoded-secret=warning
  db_password: "{{secret:password}}"  # expect: hardcoded-secret=warning
"""
environment = "MODEL=small\nSERVICE_TOKEN={{secret:random:5}}\n"  # expect: hardcoded-secret=warning
command = 'curl -H "Authorization: Bearer {{secret:random:6}}" https://api.internal/v1'  # expect: hardcoded-secret=warning
command = "curl -H 'X-Api-Key: {{secret:random:7}}' https://api.internal/v1"  # expect: hardcoded-secret=warning
command = "curl -u trainer:{{secret:random:8}} https://api.internal/v1"  # expect: hardcoded-secret=warning
netrc = "machine api.internal login trainer password {{secret:random:9}}\n"  # expect: hardcoded-secret=warning
netrc = """
machine api.internal
  login trainer
  password {{secret:random:10}}  # expect: hardcoded-secret=warning
"""
hint = f"api_key={'x'} client_secret={{secret:random:11}}"  # expect: hardcoded-secret=warning
source = "client = cohere.Client('{{secret:cohere:2}}')"  # expect: hardcoded-secret=error
source = "client = OpenAI(api_key='{{secret:random:12}}')"  # expect: hardcoded-secret=warning

# client = OpenAI(api_key="{{secret:random:13}}")  # expect: hardcoded-secret=warning
# client = Client(
#     api_key='{{secret:random:14}}',  # expect: hardcoded-secret=warning
# )
# os.environ["OPENAI_API_KEY"] = "{{secret:random:15}}"  # expect: hardcoded-secret=warning
# os.environ.setdefault("SERVICE_API_KEY", "{{secret:random:16}}")  # expect: hardcoded-secret=warning
# key = os.getenv('SERVICE_SECRET', '{{secret:random:17}}')  # expect: hardcoded-secret=warning
# headers = {"Authorization": f"Bearer {{secret:random:18}}"}  # expect: hardcoded-secret=warning
# python serve.py --api-key {{secret:random:19}}  # expect: hardcoded-secret=warning
# curl -u trainer:{{secret:random:20}} https://api.internal/v1  # expect: hardcoded-secret=warning
# API_KEY={{secret:random:21}}  # expect: hardcoded-secret=warning
# api_key: str = "{{secret:random:22}}"  # expect: hardcoded-secret=warning
# cohere.Client("{{secret:cohere}}")  # expect: hardcoded-secret=error
# Pinecone('{{secret:random:23}}')  # expect: hardcoded-secret=error
train()  # wandb.login(key="{{secret:wandb-legacy}}")  # expect: hardcoded-secret=error

# Addresses with a login.
fetch("https://trainer:{{secret:random:24}}@data.internal/train.csv")  # expect: hardcoded-secret=warning
proxies = {"http": "http://bot:{{secret:password:3}}@proxy.internal:3128"}  # expect: hardcoded-secret=warning
SOURCE = "ftp://mirror:{{secret:random:25}}@files.internal/data"  # expect: hardcoded-secret=warning
# proxy = "http://bot:{{secret:random:26}}@proxy.internal:3128"  # expect: hardcoded-secret=warning

manifest = """
apiVersion: v1
kind: Secret
data:
  value: {{base64:random:30}}  # expect: hardcoded-secret=warning
  token: {{base64:huggingface}}  # expect: hardcoded-secret=error
"""
template = """
kind: Secret
data:
  value: {{base64:random:31}}  # expect: hardcoded-secret=warning
"""
