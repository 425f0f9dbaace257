import mlflow
import mlflow.sklearn as logged
from mlflow.models import infer_signature
from mlflow.pyfunc import PythonModel, log_model
from sklearn.linear_model import LinearRegression


class Plain(PythonModel):
    def predict(self, context, rows, params=None):
        return rows


def train(frame, target):
    model = LinearRegression()
    model.fit(frame, target)
    mlflow.sklearn.log_model(model, "model")  # expect: model-logged-without-signature=info
    mlflow.sklearn.save_model(sk_model=model, path="out")  # expect: model-logged-without-signature=info
    logged.log_model(  # expect: model-logged-without-signature=info
        model,
        "again",
        signature=None,
    )


def net(module, batch):
    said = module.predict(batch)
    mlflow.pytorch.log_model(module, name="net")  # expect: model-logged-without-signature=info
    return said


log_model("plain", python_model=Plain())  # expect: model-logged-without-signature=info
