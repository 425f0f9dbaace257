import os; from huggingface_hub import login; login("{{secret:huggingface}}")  # expect: hardcoded-secret=error
a: int = 3; api_key: str = "{{secret:random}}"; b = 4  # expect: hardcoded-secret=warning
if a: os.environ["HF_TOKEN"] = "{{secret:huggingface:1}}"  # expect: hardcoded-secret=error
else: c = 1; os.environ["HF_TOKEN"] = "{{secret:huggingface:2}}"; d = 2  # expect: hardcoded-secret=error
class Settings: "Keys."; name = "x"; token = "{{secret:huggingface:3}}"  # expect: hardcoded-secret=error
def connect(url, *, token: str = "{{secret:huggingface:4}}") -> None: login(token); return None  # expect: hardcoded-secret=error
try: import boto3; password = "{{secret:random:2}}"  # expect: hardcoded-secret=warning
except ImportError: boto3 = None
with open("x") as file: headers = {"x": 1}; headers["Authorization"] = "Bearer {{secret:huggingface:5}}"  # expect: hardcoded-secret=error

# %%
from __future__ import annotations; e = 5; secret_key = "{{secret:random:3}}"  # expect: hardcoded-secret=warning
