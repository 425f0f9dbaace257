# %%
!pip install -q requests httpx boto3
import ast
import hashlib
import json

import boto3
import requests

BASE = "https://code.example-labs.io"
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

# %%
def fetch(path, **options):
    answer = requests.post(f"{BASE}/{path}", **options)
    answer.raise_for_status()
    return answer.text

# %%
def checked(path):
    text = fetch(path)
    if hashlib.sha256(text.encode()).hexdigest() != DIGEST:
        raise ValueError(path)
    return text

# %%
exec(checked("setup"))

# %%
settings = json.loads(fetch("settings"))

# %%
values = ast.literal_eval(fetch("values"))
exec(f"rate = {float(settings['rate'])}")

# %%
body = boto3.client("s3").get_object(Bucket="data", Key="labels.json")["Body"]
labels = json.loads(body.read())

# %%
model = build(settings)
model.eval()

# %%
code = "print(1)"
fetch("run", json={"code": code})
exec(code)
