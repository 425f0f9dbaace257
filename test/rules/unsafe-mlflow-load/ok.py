"""mlflow.pyfunc.load_model("models:/churn/3") in a docstring."""
import mlflow

# Told of by unpinned-model-revision.
a = mlflow.pyfunc.load_model("models:/churn/latest")
b = mlflow.pyfunc.load_model("models:/churn/Production")
c = mlflow.pyfunc.load_model("models:/churn@champion")
d = mlflow.onnx.load_model("models:/churn/3")
e = mlflow.transformers.load_model("models:/churn/3")
mlflow.sklearn.log_model(a, "model")
mlflow.sklearn.save_model(a, "exported")
f = mlflow.artifacts.load_dict("runs:/0123/metrics.json")


class Registry:
    def load_model(self, uri):
        return uri


g = Registry().load_model("runs:/0123/model")
