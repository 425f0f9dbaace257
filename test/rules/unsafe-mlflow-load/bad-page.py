import mlflow

model = mlflow.sklearn.load_model("s3://models/churn")  # expect: unsafe-mlflow-load
