import mlflow

model = mlflow.onnx.load_model("models:/churn/3")
