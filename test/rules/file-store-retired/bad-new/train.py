import os

import mlflow
from mlflow.tracking import MlflowClient

mlflow.set_tracking_uri("file:///srv/mlruns")  # expect: file-store-retired=warning
mlflow.set_tracking_uri(uri="mlruns")  # expect: file-store-retired=warning
client = MlflowClient("../runs/mlruns")  # expect: file-store-retired=warning
os.environ["MLFLOW_TRACKING_URI"] = "file:./mlruns"  # expect: file-store-retired=warning
settings = {"MLFLOW_TRACKING_URI": "./mlruns"}  # expect: file-store-retired=warning


def connect(uri="./mlruns"):
    mlflow.set_tracking_uri(uri)  # expect: file-store-retired=hint
