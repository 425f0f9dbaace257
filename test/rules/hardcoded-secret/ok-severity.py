"""The same places with what is no key."""
import os

import boto3
import comet_ml
import openai
import wandb
from openai import OpenAI

wandb.login(key=os.environ["WANDB_API_KEY"])
wandb.login("never")
openai.api_key = "<your key>"
openai.api_key = os.environ["OPENAI_API_KEY"]
client = OpenAI(api_key="${OPENAI_API_KEY}")
client = OpenAI(api_key="{{ openai_api_key }}")
client = OpenAI(api_key="not-needed-for-the-local-server-2024")
client = OpenAI(api_key="xxxxxxxxxxxxxxxxxxxxxxxx1")
client = OpenAI(api_key="abc123def456ghi789jkl012")
experiment = comet_ml.Experiment(api_key="YOUR-API-KEY-1234567890")
os.environ["OPENAI_API_KEY"] = "sk-1234567890abcdefghijklmnop"
store = boto3.client("s3", aws_access_key_id="test", aws_secret_access_key="test")
commit = lookup("{{secret:aws-access-key-id}}-not-a-key", "3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4")
paths = ["assets/models/encoder-2024/Weights1/final", "3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4"]
bare = connect("{{secret:aws-secret-key:2}}")
