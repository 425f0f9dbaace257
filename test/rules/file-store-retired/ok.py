import os

import mlflow

os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
mlflow.set_tracking_uri("./mlruns")
mlflow.set_tracking_uri("https://tracking.example.org")
mlflow.set_tracking_uri("sqlite:////srv/mlflow.db")
mlflow.set_tracking_uri("databricks")
mlflow.set_tracking_uri("databricks://profile")
mlflow.set_tracking_uri("postgresql://mlflow@db/mlflow")
mlflow.set_experiment("./mlruns")
