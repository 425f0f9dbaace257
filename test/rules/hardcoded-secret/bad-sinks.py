import os
import subprocess

import cohere
import comet_ml
import mlflow
import requests
import wandb
from huggingface_hub import HfApi, login
from openai import OpenAI

wandb.login("never", "{{secret:wandb-legacy}}")  # expect: hardcoded-secret=error
co = cohere.Client("{{secret:cohere}}")  # expect: hardcoded-secret=error
api = HfApi(token="hf_abc123def456")  # expect: hardcoded-secret=warning
login("{{secret:random}}")  # expect: hardcoded-secret=error
comet_ml.Experiment("{{secret:comet}}", project_name="x")  # expect: hardcoded-secret=error
mlflow.set_tracking_uri("https://bot:{{secret:random:2}}@mlflow.internal")  # expect: hardcoded-secret=warning
requests.get("https://api.internal", headers={"x-api-key": "{{secret:random:3}}"})  # expect: hardcoded-secret=warning
requests.get("https://api.internal", auth=("user", "{{secret:password}}"))  # expect: hardcoded-secret=warning
requests.get("https://api.internal/v1?api_key={{secret:random:4}}&page=1")  # expect: hardcoded-secret=warning
os.environ.update({"HF_TOKEN": "{{secret:random:5}}"})  # expect: hardcoded-secret=warning
os.environ.update(WANDB_API_KEY="{{secret:wandb-legacy:2}}")  # expect: hardcoded-secret=error
subprocess.run(["tool", "login", "--token", "{{secret:random:6}}"])  # expect: hardcoded-secret=warning
os.system("wandb login {{secret:wandb-legacy:3}}")  # expect: hardcoded-secret=error
os.system("curl -H 'Authorization: Bearer {{secret:random:7}}' https://api.internal")  # expect: hardcoded-secret=warning
headers = {"Authorization": "Basic {{secret:random:8}}"}  # expect: hardcoded-secret=warning
options = {"key": "a", "secret": "{{secret:aws-secret-key}}"}  # expect: hardcoded-secret=warning
client = OpenAI(base_url="https://api.provider.internal/v1", api_key="{{secret:sk-key}}")  # expect: hardcoded-secret=warning
client = make("{{secret:sk-key:2}}")  # expect: hardcoded-secret=warning
engine = create_engine("redis://default:{{secret:random:9}}@cache.internal:6379/0")  # expect: hardcoded-secret=warning
connection = pyodbc.connect("{{secret:connection-password}}")  # expect: hardcoded-secret=warning
connection = psycopg2.connect("{{secret:libpq}}")  # expect: hardcoded-secret=warning
db_pass = "{{secret:password:12}}"  # expect: hardcoded-secret=warning
remote = "{{secret:url-token}}"  # expect: hardcoded-secret=warning
requests.get("{{secret:url-signature}}")  # expect: hardcoded-secret=warning
requests.get("https://git.internal/raw/m.pt?private_token={{secret:random:10}}")  # expect: hardcoded-secret=warning
channel = "{{secret:conda-token}}"  # expect: hardcoded-secret=warning
