"""Provider keys: they have a form of their own, wherever the string stands."""
import os

import anthropic
import requests
from huggingface_hub import login
from openai import OpenAI as Client
from transformers import AutoModel

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
