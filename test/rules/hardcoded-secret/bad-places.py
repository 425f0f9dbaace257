"""Keys without a form: the place they go to tells."""
import os

import anthropic
import boto3
import cohere
import openai
import wandb

wandb.login(key="{{secret:wandb-legacy}}")  # expect: hardcoded-secret=error
co = cohere.Client("{{secret:cohere}}")  # expect: hardcoded-secret=error
openai.api_key = "sk-123456789"  # expect: hardcoded-secret=warning
bad_shape = anthropic.Anthropic(api_key="sk-ant-key123456")  # expect: hardcoded-secret=warning
s3 = boto3.client("s3", aws_access_key_id="{{secret:aws-access-key-id}}", aws_secret_access_key="{{secret:aws-secret-key}}")  # expect: hardcoded-secret=error, hardcoded-secret=error
os.environ["WANDB_API_KEY"] = "{{secret:wandb-legacy:2}}"  # expect: hardcoded-secret=error
os.environ.setdefault("COHERE_API_KEY", "{{secret:cohere:2}}")  # expect: hardcoded-secret=error
key = os.getenv("MISTRAL_API_KEY", "{{secret:mistral}}")  # expect: hardcoded-secret=error
other = os.environ.get("AZURE_OPENAI_API_KEY", default="{{secret:azure-openai-legacy}}")  # expect: hardcoded-secret=error
headers = {"Authorization": "Bearer {{secret:random}}"}  # expect: hardcoded-secret=warning
