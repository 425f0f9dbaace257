"""Training with keys in all the wrong places."""
import argparse
import os

import anthropic
import boto3
import cohere
import openai
import requests
import wandb
from huggingface_hub import HfApi, InferenceClient, login
from openai import OpenAI as Client
from transformers import AutoModel

# Providers whose keys have a form of their own: wherever the string stands.
HF_TOKEN = "{{secret:huggingface}}"  # expect: hardcoded-secret=error
login("{{secret:huggingface:2}}")  # expect: hardcoded-secret=error
login(token='{{secret:huggingface:3}}', add_to_git_credential=True)  # expect: hardcoded-secret=error
model = AutoModel.from_pretrained("org/model", token="{{secret:huggingface:4}}")  # expect: hardcoded-secret=error
client = Client(api_key="{{secret:openai}}")  # expect: hardcoded-secret=error
claude = anthropic.Anthropic(api_key="{{secret:anthropic}}")  # expect: hardcoded-secret=error
KEYS = ["{{secret:groq}}", "{{secret:nvidia}}"]  # expect: hardcoded-secret=error, hardcoded-secret=error
os.environ["HF_TOKEN"] = "{{secret:huggingface:5}}"  # expect: hardcoded-secret=error
print(requests.get("https://api.github.com/user", headers={"Authorization": "token {{secret:github}}"}))  # expect: hardcoded-secret=error
print(f"Bearer {{secret:openrouter}}/{os.getpid()}")  # expect: hardcoded-secret=error
url = "postgresql://trainer:{{secret:password}}@db.internal/runs"  # expect: hardcoded-secret=warning
# old key: {{secret:replicate}}  # expect: hardcoded-secret=error
raw = rb"{{secret:databricks}}"  # expect: hardcoded-secret=error
split = "{{secret:gitlab}}" ""  # expect: hardcoded-secret=error

# Keys without a form: the place they go to tells.
wandb.login(key="{{secret:wandb-legacy}}")  # expect: hardcoded-secret=warning
co = cohere.Client("{{secret:cohere}}")  # expect: hardcoded-secret=warning
openai.api_key = "sk-123456789"  # expect: hardcoded-secret=warning
bad_shape = anthropic.Anthropic(api_key="sk-ant-key123456")  # expect: hardcoded-secret=warning
s3 = boto3.client("s3", aws_access_key_id="{{secret:aws-access-key-id}}", aws_secret_access_key="{{secret:aws-secret-key}}")  # expect: hardcoded-secret=error, hardcoded-secret=warning
os.environ["WANDB_API_KEY"] = "{{secret:wandb-legacy:2}}"  # expect: hardcoded-secret=warning
os.environ.setdefault("COHERE_API_KEY", "{{secret:cohere:2}}")  # expect: hardcoded-secret=warning
key = os.getenv("MISTRAL_API_KEY", "{{secret:mistral}}")  # expect: hardcoded-secret=warning
other = os.environ.get("AZURE_OPENAI_API_KEY", default="{{secret:azure-openai-legacy}}")  # expect: hardcoded-secret=warning
headers = {"Authorization": "Bearer {{secret:random}}"}  # expect: hardcoded-secret=warning

# One constant, two uses: reported where it is written, once.
SHARED = "{{secret:random:2}}"  # expect: hardcoded-secret=warning
one = InferenceClient("org/model", token=SHARED)
two = HfApi(token=SHARED)

# Names.
api_key = "{{secret:random:3}}"  # expect: hardcoded-secret=warning
config = {"db": {"password": "{{secret:password:2}}"}, "client_secret": "{{secret:random:4}}"}  # expect: hardcoded-secret=warning, hardcoded-secret=warning
db_password = "s3cr3t"  # expect: hardcoded-secret=hint


class Settings:
    access_token: str = "{{secret:random:5}}"  # expect: hardcoded-secret=warning

    def connect(self, password="{{secret:password:3}}"):  # expect: hardcoded-secret=warning
        if password:
            os.environ["DB_PASSWORD"] = "{{secret:password:4}}"  # expect: hardcoded-secret=warning
        return None


parser = argparse.ArgumentParser()
parser.add_argument("--hf_token", default="{{secret:huggingface:6}}")  # expect: hardcoded-secret=error
parser.add_argument("--api-key", type=str, default="{{secret:random:6}}")  # expect: hardcoded-secret=warning
