import mlflow

model = mlflow.pyfunc.load_model("https://example.org/models/churn")  # expect: unsafe-mlflow-load
