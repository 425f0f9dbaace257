"""What a name may come to: literals in lists, as bytes, and where another value is missing."""
import os

import dagshub
import deepgram
import smtplib
from minio import Minio
from pydantic import Field
from pyngrok import ngrok
from requests.auth import HTTPBasicAuth

api_keys = ["{{secret:random:1}}", "{{secret:random:2}}"]  # expect: hardcoded-secret=warning, hardcoded-secret=warning
API_KEYS = {"first": "{{secret:random:3}}", "second": os.environ["SECOND"]}  # expect: hardcoded-secret=warning
access_tokens = ("{{secret:random:4}}",)  # expect: hardcoded-secret=warning
api_key = b"{{secret:random:5}}"  # expect: hardcoded-secret=warning
api_key = "{{secret:random:6}}".strip()  # expect: hardcoded-secret=warning
api_key = "{{secret:random:7}}" if LOCAL else os.environ["API_KEY"]  # expect: hardcoded-secret=warning
api_key = os.environ["API_KEY"] if not LOCAL else "{{secret:random:8}}"  # expect: hardcoded-secret=warning
api_key = os.environ.get("API_KEY") or "{{secret:random:9}}"  # expect: hardcoded-secret=warning
api_key = args.api_key or "{{secret:random:10}}"  # expect: hardcoded-secret=warning


class Settings:
    api_key: str = Field(..., alias="key", default="{{secret:random:11}}")  # expect: hardcoded-secret=warning


# A name and a value beside it.
spark.sparkContext._jsc.hadoopConfiguration().set("fs.s3a.secret.key", "{{secret:random:12}}")  # expect: hardcoded-secret=warning
dotenv.set_key(".env", "API_KEY", "{{secret:random:13}}")  # expect: hardcoded-secret=warning
setattr(client, "api_key", "{{secret:random:14}}")  # expect: hardcoded-secret=warning
request.add_header("Authorization", "Bearer {{secret:random:15}}")  # expect: hardcoded-secret=warning

# Places that take nothing else.
speech = deepgram.DeepgramClient("{{secret:deepgram}}")  # expect: hardcoded-secret=error
store = Minio("minio.internal:9000", "trainer", "{{secret:random:16}}")  # expect: hardcoded-secret=error
ngrok.set_auth_token("{{secret:ngrok}}")  # expect: hardcoded-secret=error
dagshub.auth.add_app_token("{{secret:dagshub}}")  # expect: hardcoded-secret=error
login = HTTPBasicAuth("trainer", "{{secret:random:17}}")  # expect: hardcoded-secret=warning
mail = smtplib.SMTP("smtp.internal", 587)
mail.login("alerts@team.internal", "{{secret:google-app-password}}")  # expect: hardcoded-secret=warning
mail.login("alerts@team.internal", "{{secret:password}}")  # expect: hardcoded-secret=warning
token = {"username": "trainer", "key": "{{secret:kaggle}}"}  # expect: hardcoded-secret=error
