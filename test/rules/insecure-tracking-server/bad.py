import os

import mlflow
import wandb
from clearml import Task
from mlflow.tracking import MlflowClient

TRACKING = "http://mlflow.example.org:5000"
MLFLOW_TRACKING_URI = "http://tracking.example.org"

mlflow.set_tracking_uri("http://mlflow.example.org:5000")  # expect: insecure-tracking-server=warning
mlflow.set_tracking_uri(TRACKING)  # expect: insecure-tracking-server=warning
mlflow.set_tracking_uri(MLFLOW_TRACKING_URI)  # expect: insecure-tracking-server=warning
mlflow.set_registry_uri(uri="http://8.8.4.4:5000")  # expect: insecure-tracking-server=warning
client = MlflowClient(tracking_uri="http://mlflow.example.org")  # expect: insecure-tracking-server=warning
os.environ["MLFLOW_TRACKING_URI"] = "http://mlflow.example.org"  # expect: insecure-tracking-server=warning
os.environ.setdefault("MLFLOW_TRACKING_URI", "http://mlflow.example.org")  # expect: insecure-tracking-server=warning
os.environ["MLFLOW_TRACKING_INSECURE_TLS"] = "true"  # expect: insecure-tracking-server=warning
os.environ["WANDB_BASE_URL"] = "http://wandb.example.org"  # expect: insecure-tracking-server=warning
wandb.login(host="http://wandb.example.org")  # expect: insecure-tracking-server=warning
wandb.Api(overrides={"base_url": "http://wandb.example.org"})  # expect: insecure-tracking-server=warning
Task.set_credentials(api_host="http://clearml.example.org:8008", web_host="https://clearml.example.org")  # expect: insecure-tracking-server=warning
environment = {"MLFLOW_TRACKING_URI": "http://mlflow.example.org"}  # expect: insecure-tracking-server=warning
mlflow.set_tracking_uri(os.getenv("MLFLOW_TRACKING_URI", "http://mlflow.example.org"))  # expect: insecure-tracking-server=hint
