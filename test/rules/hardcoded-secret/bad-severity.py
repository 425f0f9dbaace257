"""The gate must not pass with a live key: where a provider's SDK takes its key, whatever looks random is one."""
import os

import anthropic
import boto3
import comet_ml
import dashscope
import huggingface_hub
import neptune
import openai
import wandb
from groq import Groq
from openai import OpenAI
from pinecone import Pinecone

wandb.login(key="{{secret:wandb-legacy}}")  # expect: hardcoded-secret=error
wandb.login("{{secret:wandb-legacy:2}}")  # expect: hardcoded-secret=error
openai.api_key = "{{secret:random}}"  # expect: hardcoded-secret=error
client = OpenAI(api_key="{{secret:random:2}}")  # expect: hardcoded-secret=error
client = OpenAI(None, api_key="sk-{{secret:random:3}}")  # expect: hardcoded-secret=error
KEY = "{{secret:random:4}}"  # expect: hardcoded-secret=error
client = anthropic.Anthropic(api_key=KEY)
experiment = comet_ml.Experiment(api_key="{{secret:random:5}}")  # expect: hardcoded-secret=error
run = neptune.init_run(project="a/b", api_token="{{secret:random:6}}")  # expect: hardcoded-secret=error
huggingface_hub.login("{{secret:random:7}}")  # expect: hardcoded-secret=error
dashscope.api_key = "{{secret:random:8}}"  # expect: hardcoded-secret=error
index = Pinecone("{{secret:random:9}}")  # expect: hardcoded-secret=error
groq = Groq(api_key="{{secret:random:10}}")  # expect: hardcoded-secret=error
os.environ["OPENAI_API_KEY"] = "{{secret:random:11}}"  # expect: hardcoded-secret=error
os.environ["MY_SERVICE_API_KEY"] = "{{secret:random:12}}"  # expect: hardcoded-secret=warning
WANDB_API_KEY = "{{secret:wandb-legacy:3}}"  # expect: hardcoded-secret=error

# A secret access key has no mark; its id beside it gives it away.
s3 = boto3.client("s3", aws_secret_access_key="{{secret:aws-secret-key}}")  # expect: hardcoded-secret=error
store = connect("{{secret:aws-access-key-id}}", "{{secret:aws-secret-key:2}}")  # expect: hardcoded-secret=error, hardcoded-secret=error
account = ["{{secret:aws-access-key-id:2}}", "{{secret:aws-secret-key:3}}"]  # expect: hardcoded-secret=error, hardcoded-secret=error
account = {"access": "{{secret:aws-access-key-id:3}}", "other": "{{secret:aws-secret-key:4}}"}  # expect: hardcoded-secret=error, hardcoded-secret=error
ACCESS = "{{secret:aws-access-key-id:4}}"  # expect: hardcoded-secret=error
SECRET = "{{secret:aws-secret-key:5}}"  # expect: hardcoded-secret=error
rows = "{{secret:aws-key-pair}}"  # expect: hardcoded-secret=error, hardcoded-secret=error
# {{secret:aws-key-pair:2}}  # expect: hardcoded-secret=error, hardcoded-secret=error
