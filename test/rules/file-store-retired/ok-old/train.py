import mlflow

mlflow.set_tracking_uri("./mlruns")
