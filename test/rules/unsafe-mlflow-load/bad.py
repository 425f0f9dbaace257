import mlflow
import mlflow.sklearn
from mlflow.pyfunc import load_model
from mlflow import pytorch as mlflow_pytorch, artifacts

URI = "models:/churn/3"
a = mlflow.pyfunc.load_model("models:/churn/3")  # expect: unsafe-mlflow-load=hint
b = mlflow.sklearn.load_model(model_uri=URI)  # expect: unsafe-mlflow-load=hint
c = load_model("runs:/0123456789abcdef/model")  # expect: unsafe-mlflow-load=hint
d = mlflow_pytorch.load_model("./exported")  # expect: unsafe-mlflow-load=hint
e = mlflow.pyfunc.load_model("https://example.org/model")  # expect: unsafe-mlflow-load=error
f = mlflow.sklearn.load_model(artifacts.download_artifacts("runs:/0123/model"))  # expect: unsafe-mlflow-load=hint
s3 = mlflow.sklearn.load_model("s3://bucket/model")  # expect: unsafe-mlflow-load=warning
g = mlflow.pyfunc.spark_udf(spark, "models:/churn/3")  # expect: unsafe-mlflow-load=hint


def serve(run_id):
    return mlflow.pyfunc.load_model(f"runs:/{run_id}/model")  # expect: unsafe-mlflow-load=hint
