import getpass
import logging
import os
from os import environ, getenv

import mlflow
import wandb
from loguru import logger as trace
from rich import print as show

log = logging.getLogger(__name__)
token = os.environ["HF_TOKEN"]
other = getenv("OPENAI_API_KEY")
service_api_key = getenv("SERVICE_API_KEY")
entered = getpass.getpass("Key: ")

print(token)  # expect: secret-in-log=warning
print("token", token)  # expect: secret-in-log=warning
print(f"Using token {token}")  # expect: secret-in-log=warning
print(f"{token=}")  # expect: secret-in-log=warning
print(f"{token!r}, {other}")  # expect: secret-in-log=warning
print("Token: " + token)  # expect: secret-in-log=warning
print("Token: %s" % (token))  # expect: secret-in-log=warning
print("secret {}".format(other))  # expect: secret-in-log=warning
print(os.environ["WANDB_API_KEY"])  # expect: secret-in-log=warning
print(f"key={os.environ['WANDB_API_KEY']}")  # expect: secret-in-log=warning
print("key", getenv("OPENAI_API_KEY", "none"))  # expect: secret-in-log=warning
print(dict(os.environ))  # expect: secret-in-log=warning
print(getpass.getpass())  # expect: secret-in-log=warning
show("password", environ.get("DB_PASSWORD"))  # expect: secret-in-log=warning
log.info("secret key %s", other)  # expect: secret-in-log=warning
log.debug(f"value={service_api_key}")  # expect: secret-in-log=warning
logging.warning("Signing in with password %s", os.getenv("DB_PASSWORD"))  # expect: secret-in-log=warning
trace.error("bad key {}", os.environ["OPENAI_API_KEY"])  # expect: secret-in-log=warning


def connect(args, api_key, password=None):
    print(api_key)  # expect: secret-in-log=warning
    print("Connecting as", args.user, args.password)  # expect: secret-in-log=warning
    log.info(f"{args.user}:{password}@{args.host}")  # expect: secret-in-log=warning


class Client:
    def __init__(self, settings):
        self.hf_token = settings.hf_token
        self.logger = log
        self.logger.info("client with hf_token %s", self.hf_token)  # expect: secret-in-log=warning


mlflow.log_param("api_key", other)  # expect: secret-in-log=warning
mlflow.log_params({"lr": 0.1, "api_key": other})  # expect: secret-in-log=warning
mlflow.set_tag("hf_token", token)  # expect: secret-in-log=warning
run = wandb.init(project="p", config={"lr": 0.1, "openai_api_key": other})  # expect: secret-in-log=warning
wandb.config.update({"api_key": os.environ["OPENAI_API_KEY"]})  # expect: secret-in-log=warning
run.config.update({"nested": {"access_token": token}})  # expect: secret-in-log=warning
wandb.log({"api_key": other})  # expect: secret-in-log=warning
