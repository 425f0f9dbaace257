import mlflow

mlflow.set_tracking_uri("./mlruns")  # expect: file-store-retired=hint
with mlflow.start_run():
    mlflow.log_metric("loss", 0.1)
