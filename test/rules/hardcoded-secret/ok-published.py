"""Keys that vendors print in their documentation, masked keys, keys of no length, and digests."""
import boto3
from huggingface_hub import login
from openai import OpenAI

client = boto3.client("s3", aws_access_key_id="{{published:aws-id}}", aws_secret_access_key="{{published:aws-secret}}")
store = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={{published:azure-storage}};"
maps = "https://maps.googleapis.com/maps/api/js?key={{published:google-maps}}"
config = {"apiKey": "{{published:firebase}}"}
stripe.api_key = "{{published:stripe}}"
stripe.api_key = "{{published:stripe-quickstart}}"
GITHUB_TOKEN = "{{published:github}}"
SENDGRID_API_KEY = "{{published:sendgrid}}"
TELEGRAM_TOKEN = "{{published:telegram}}"
slack_token = "{{published:slack}}"
# curl https://api.stripe.com/v1/charges -u {{published:stripe}}:
# aws configure set aws_secret_access_key {{published:aws-secret}}
payload = '{"api_key": "{{published:stripe}}"}'

masked = ["sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "hf_**********************************"]
masked = ["ghp_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "AKIAXXXXXXXXXXXXXXXX", "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"]
masked = ["xai-1a2b3c4d5e6f7g8h9i0j1a2b3c4d5e6f7g8h9i0j1a2b3c4d5e6f7g8h9i0j1a2b3c4d5e6f7g8h9i0j"]
masked = ["jina_0123456789abcdefghij0123456789abcdefghij0123456789abcdefghij", "glpat-xxxxxxxxxxxxxxxxxxxx"]
login("hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")
login("hf_****")
client = OpenAI(api_key="sk-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")

HF_TOKEN = "hf_kJ8s0dPq2LmZ7xQ4"
GITHUB_TOKEN = "ghp_kJ8s0dPq2LmZ7xQ4vB6n"
gitlab_token = "glpat-kJ8s0dPq2LmZ7xQ4vB6nT1yW5c"
slack = "xoxb-1234-kJ8s0dPq2LmZ7xQ4vB6n"
pypi = "pypi-AgEIcHlwaS5vcmcCJDkJ8s0dPq2LmZ7xQ4vB6nT1yW5cR3uE9oI7aS"
GROQ_API_KEY = "gsk_kJ8s0dPq2LmZ7xQ4vB6n"
headers = {"Authorization": "Bearer hf_kJ8s0dPq2LmZ7xQ4"}

integrity_token = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
hf_token = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
script_token = "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"
access_token = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
session_token = "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
