import mlflow

mlflow.set_tracking_uri("https://mlflow.example-labs.io")
