import mlflow

mlflow.set_tracking_uri("https://tracking.example.org")
mlflow.set_tracking_uri("sqlite:////srv/mlflow.db")
mlflow.set_tracking_uri("databricks")
mlflow.set_registry_uri("databricks-uc")
mlflow.set_experiment("./mlruns")
mlflow.set_tracking_uri("http://127.0.0.1:5000")
