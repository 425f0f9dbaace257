"""Names and values that look like secrets and are none."""
import getpass
import os
import secrets
import string

import openai
import torch
import wandb
from huggingface_hub import login
from openai import OpenAI
from transformers import AutoModel, AutoTokenizer

# From outside.
HF_TOKEN = os.environ["HF_TOKEN"]
login(token=os.getenv("HF_TOKEN"))
login(token=getpass.getpass("token: "))
openai.api_key = os.environ.get("OPENAI_API_KEY", "")
client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])
api_key_env = "MY_SECRET1_KEY2"
password = getpass.getpass()
token = secrets.token_hex()

# Local servers take any key.
local = OpenAI(api_key="EMPTY", base_url="http://localhost:8000/v1")
local = OpenAI(api_key="ollama", base_url="http://localhost:11434/v1")
local = OpenAI(api_key="lm-studio")
local = OpenAI(api_key="not-needed")
local = OpenAI(api_key="sk-1a2b3c4d5e6f", base_url="http://127.0.0.1:8000/v1")
local = OpenAI(api_key="vertex-oauth")
local = OpenAI(api_key="token-abc123")

# Placeholders.
openai.api_key = "your-api-key-here"
openai.api_key = "<YOUR KEY>"
openai.api_key = "sk-..."
openai.api_key = "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
openai.api_key = "sk-proj-****************************"
openai.api_key = "{OPENAI_API_KEY}"
openai.api_key = "${OPENAI_API_KEY}"
HF_TOKEN = "hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
HF_TOKEN = "hf_YOUR_TOKEN_HERE"
OPENROUTER = "sk-or-v1-VOTRE_CLE"
AWS = "AKIA" "IOSFODNN7" "EXAMPLE"
os.environ["OPENAI_API_KEY"] = "sk-your-key"
os.environ["HF_TOKEN"] = ""
os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["WANDB_API_KEY"] = "dummy"
KEY_PATTERN = r"sk-ant-[A-Za-z0-9_-]{20,}"
api_key_regex = "[0-9a-f]{40}"

# Tokens of language, not of access.
token_str = "Ġhello123World456abc"
token_type = "Bearer"
token_fail_reason = "The token 1234 was not accepted"
pad_token = "<pad>"
image_token = "<|image_pad|>"
cls_token = "[CLS]"
split_token = "intl"
tokenize = "13a"
tokenizer_class = "LlamaTokenizer"
placeholder_token = "*"
TOKEN_URL = "https://auth.example.com/oauth2/token"
TOKEN_CACHE_FILE = "token_cache_v1_2024.json"
refresh_token = "refresh_token"
moe_token_dispatcher_type = "alltoall"
special = {"input_token": "NextToken", "eos_token": "<|endoftext|>", "token_dim": 768, "pad_token": "[PAD]"}
tokenizer = AutoTokenizer.from_pretrained("org/model", pad_token="<pad>", revision="3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4")
next_page_token = "CAUQAA1b2C3d4E5f6G7h8"

# Words around passwords and keys.
PASSWORD_ALPHABET = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PASSWORD_LENGTH = "32"
passed = "yes"
compass = "N0rth-1234567890abc"
password_field = "input#password-2024Form"
primary_key = "user_id_2024_abc123def"
cache_key = "llama-7b-a1b2c3d4e5f6a7b8"
public_key = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA"
secret_name = "prod/training/a1B2c3D4e5F6g7"
password_prompt = "Enter your password:"
credentials_file = "/etc/secrets/credentials-1a2b3c.json"
private_key_path = "~/.ssh/id_ed25519_2024"
if token_type == "a1B2c3D4e5F6g7H8i9J0":
    password = ""
if password == "s3cr3tW0rd!":
    print(string.ascii_letters)

# Hashes, commits, ids.
revision = "3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4"
sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
md5 = "9e107d9d372bb6826bd81d3542a419d6"
run = wandb.init(project="llama", id="3k8a0x2b", resume="allow")
artifact = run.use_artifact("team/model:v3")
wandb_sha = "3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4"
tokenization_id = "8f14e45f-ceea-467f-a0e6-7d1f3b2c9d8a"
dna = "ACCAGTCTTGACGATTACAGACCAGTCTTG"
png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
zone = "Turkey Standard Time"
classes = ["Qwen2TokenizerFast", "Qwen3ForCausalLM", "XLMRobertaTokenizerFast"]
tokenizer_key = "Qwen2TokenizerFast"
model_key = "text-embedding-3-large"
api_key = "gpt-4o-mini-2024-07-18"
keys = {"api_key": "OPENAI_API_KEY", "secret": "{{ secrets.OPENAI_API_KEY }}", "token": "${oc.env:HF_TOKEN}"}
model = AutoModel.from_pretrained("org/model", token=True)
x = torch.load("weights.pt", weights_only=True)


def connect(user, password, token=None, api_key=""):
    """Signs in. `password` and `api_key` come from the caller; token=<your token>."""
    return user, password, token, api_key
