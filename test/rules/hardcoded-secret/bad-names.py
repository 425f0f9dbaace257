"""Secrets known by their names, and constants that reach a sink."""
import argparse
import os

from huggingface_hub import HfApi, InferenceClient

# One constant, two uses: reported where it is written, once.
SHARED = "{{secret:random:2}}"  # expect: hardcoded-secret=error
one = InferenceClient("org/model", token=SHARED)
two = HfApi(token=SHARED)

# Names.
api_key = "{{secret:random:3}}"  # expect: hardcoded-secret=warning
config = {"db": {"password": "{{secret:password:2}}"}, "client_secret": "{{secret:random:4}}"}  # expect: hardcoded-secret=warning, hardcoded-secret=warning
db_password = "s3cr3t"  # expect: hardcoded-secret=hint


class Settings:
    access_token: str = "{{secret:random:5}}"  # expect: hardcoded-secret=warning

    def connect(self, password="{{secret:password:3}}"):  # expect: hardcoded-secret=warning
        if password:
            os.environ["DB_PASSWORD"] = "{{secret:password:4}}"  # expect: hardcoded-secret=warning
        return None


parser = argparse.ArgumentParser()
parser.add_argument("--hf_token", default="{{secret:huggingface:6}}")  # expect: hardcoded-secret=error
parser.add_argument("--api-key", type=str, default="{{secret:random:6}}")  # expect: hardcoded-secret=warning
