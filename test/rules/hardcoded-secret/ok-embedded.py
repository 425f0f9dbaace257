"""The same texts with what is no key.

The key is passed as `api_key="<your key>"`, the token: a string of 40 characters such as `abc123...`.

    >>> connect(api_key="YOUR_API_KEY_1234567890")
    >>> connect(api_key=os.environ["SERVICE_API_KEY"])
    curl -H "Authorization: Bearer $TOKEN" -u "$USER:$PASSWORD" https://api.internal
    token: the secret that the service gave you in 2024
    password: hunter2
"""
import json

payload = '{"api_key": "your-api-key-123", "model": "gpt-4o-mini-2024-07-18"}'
payload = '{"api_key": "${API_KEY}", "token": "{{ token_2024_value }}"}'
payload = '{"token": "3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4", "next_page_token": "CAUQAA1b2C3d4E5f6G7h8"}'
payload = '{"sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}'
payload = f'{{"api_key": "{key}", "secret": "{secret}"}}'
payload = '{"session_token": "<|im_start|>", "cache_key": "9x2k7q4m1z8v3b6n5c0d"}'
config = """
tokenizer: Qwen2TokenizerFast
primary_key: user_id_2024_abc123def
api_key: ${oc.env:API_KEY}
password: changeme123
secret_name: prod/training/a1B2c3D4e5F6g7
access_key_id: 8f14e45f-ceea-467f-a0e6-7d1f3b2c9d8a
"""
command = 'curl -H "Authorization: Bearer $OPENAI_API_KEY" https://api.openai.com'
command = f"curl -H 'Authorization: Bearer {token}' -u user:{password} https://api.internal"
command = "curl -u user:password http://localhost:8000"
command = "curl -u elastic:xxxxxxxxxxxxxxxx https://api.internal"
netrc = "machine api.internal login trainer password <your password>"
netrc = f"machine {host} login {user} password {password}"
usage = "usage: train --token TOKEN --api-key API_KEY_2024"

# client = OpenAI(api_key="YOUR_OPENAI_API_KEY")
# client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])
# client = OpenAI(api_key="sk-...")
# client = OpenAI(api_key="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1")
# client = OpenAI(api_key="{{ openai_api_key_2024 }}", base_url="http://localhost:8000/v1")
# client = OpenAI(api_key="abc123def456ghi789")
# api_key = config["keys"]["api_key_2024"]
# The key is derived from sha256(password + salt2024abcdef); see api_key below.
# token = tokenizer.convert_ids_to_tokens(input_ids[0][12])
# cache_key = "9x2k7q4m1z8v3b6n5c0d"
# The token: 3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4 is a commit, key=9x2k7q4m1z8v3b6n5c0d an entry.
# password = "changeme123"
# secret = "projects/1234567890/secrets/openai-key/versions/latest"
# wandb.login(key="<your key>"), cohere.Client("YOUR_COHERE_API_KEY"), Pinecone('pinecone-api-key-goes-here-2024')
# bucket.get(key="datasets/imagenet/2024-01-01T00:00:00/part-0001.parquet")
# Client("tcp://scheduler.internal:8786/9x2k7q4m1z8v3b6n5c0d")
# md5 checksum: password_hash = "9e107d9d372bb6826bd81d3542a419d6"

# Addresses without a login that opens anything.
proxies = {"http": "http://user:password@proxy.internal:3128", "https": "http://user:pass@10.10.1.10:3128/"}
proxies = {"http": f"http://{user}:{password}@proxy.internal:3128", "https": "http://${USER}:${PASSWORD}@proxy"}
SOURCE = "ftp://anonymous:anonymous@files.internal/data"
SOURCE = "https://user:<token>@files.internal/data"
SOURCE = "http://localhost:8000/@scope/package"
# see http://joe:secret@proxy.internal:3128 and http://bob:hunter2@host.internal
local = "https://trainer:Qx7vT2kPz9@localhost:8443/"
description = "Hashes the key. Example api_key='{{secret:random:41}}'"
picture = "![scores](https://firebasestorage.googleapis.com/v0/b/x.appspot.com/o/a.png?alt=media&token=5e3f1c2a-9b7d-4c60-8a2e-{{secret:random:42}})"
