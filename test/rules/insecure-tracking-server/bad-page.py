import mlflow

mlflow.set_tracking_uri("http://mlflow.example-labs.io:5000")  # expect: insecure-tracking-server
