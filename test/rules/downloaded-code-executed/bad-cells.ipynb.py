# %%
!pip install -q requests httpx boto3
import boto3
import httpx
import requests

BASE = "https://code.example-labs.io"

# %%
def fetch(path, **options):
    answer = requests.post(f"{BASE}/{path}", **options)
    answer.raise_for_status()
    return answer.text

# %%
class Bucket:
    def __init__(self, name):
        self.name = name
        self.client = boto3.client("s3")

    def text(self, key):
        answer = self.client.get_object(Bucket=self.name, Key=key)
        return answer["Body"].read().decode()

# %%
async def ask(question):
    async with httpx.AsyncClient(base_url=BASE) as client:
        answer = await client.put("/ask", json={"question": question})
    return answer.json()["code"]

# %%
exec(fetch("setup", timeout=10))  # expect: downloaded-code-executed=error

# %%
bucket = Bucket("notebooks")

# %%
code = bucket.text("helpers.py")
print(code[:100])

# %%
exec(code)  # expect: downloaded-code-executed=error

# %%
reply = await ask("how?")

# %%
eval(reply)  # expect: downloaded-code-executed=error

# %%
for name in ["first", "second"]:
    exec(fetch(name), {"name": name})  # expect: downloaded-code-executed=error
