"""mlflow.set_tracking_uri("http://mlflow.example.org")"""
import os

import mlflow
import wandb
from mlflow.tracking import MlflowClient

mlflow.set_tracking_uri("https://mlflow.example.org")
mlflow.set_tracking_uri("http://localhost:5000")
mlflow.set_tracking_uri("http://127.0.0.1:5000")
mlflow.set_tracking_uri("http://mlflow:5000")
mlflow.set_tracking_uri("http://192.168.0.12:5000")
mlflow.set_tracking_uri("sqlite:///mlflow.db")
mlflow.set_tracking_uri("file:./mlruns")
mlflow.set_tracking_uri(os.environ["MLFLOW_TRACKING_URI"])
MlflowClient()
os.environ["MLFLOW_TRACKING_INSECURE_TLS"] = "false"
os.environ["WANDB_MODE"] = "offline"
wandb.init(project="http://example.org")
print("http://mlflow.example.org")


def track(uri):
    mlflow.set_tracking_uri(uri)
