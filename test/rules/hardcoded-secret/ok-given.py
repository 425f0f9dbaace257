"""The same shapes with names, words and placeholders."""
import os
import smtplib

from minio import Minio
from pydantic import Field
from requests.auth import HTTPBasicAuth

api_keys = ["OPENAI_API_KEY", "ANTHROPIC_API_KEY"]
api_keys = ["key1", "key2"]
API_KEYS = {"openai": "OPENAI_API_KEY", "other": ""}
SECRET_KEYS = ["api_key", "password", "token1"]
state_dict_keys = ["encoder.layers.0.attn.k_proj1", "9x2k7q4m1z8v3b6n"]
tokens = ["9x2k7q4m1z8v3b6n", "##ing"]
special_tokens = ["<|im_start|>", "9x2k7q4m1z8v3b6n"]
api_key = b"your-key"
api_key = "your-key".strip()
api_key = "EMPTY" if LOCAL else os.environ["API_KEY"]
api_key = os.environ.get("API_KEY") or "not-needed"
api_key = lookup("9x2k7q4m1z8v3b6n")
api_key = lookup("9x2k7q4m1z8v3b6n") or "EMPTY"
api_key = names["9x2k7q4m1z8v3b6n"]
api_key = None if kind == "9x2k7q4m1z8v3b6n" else os.environ["API_KEY"]


class Settings:
    api_key: str = Field(..., alias="API_KEY_9x2k7q4m1z8v")


cache.set("api_key_count", "9x2k7q4m1z8v3b6n")
cache.set("user:token_type", "9x2k7q4m1z8v3b6n")
config.get("database", "password")
form.fill("password", "s3cret")
rename("api_key", "openai-api-key")
request.add_header("Authorization", "Bearer " + token)
store = Minio("localhost:9000", "minioadmin", "minioadmin")
store = Minio("minio.internal:9000", ACCESS_KEY, SECRET_KEY)
login = HTTPBasicAuth("user", "pass")
mail = smtplib.SMTP("smtp.internal", 587)
mail.login(user, password)
mail.login("user@example.com", "your password")
row = {"username": "trainer", "key": "9x2k7q4m1z8v3b6n"}
row = {"key": "d41d8cd98f00b204e9800998ecf8427e", "value": 1}
subject = "this mail went well"
smtp_password_prompt = "type your mail word"
