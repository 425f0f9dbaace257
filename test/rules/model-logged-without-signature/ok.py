import functools

import mlflow
import xgboost
from mlflow.models import infer_signature
from mlflow.pyfunc import PythonModel

from elsewhere import Wrapped, model, options, rows


class Hinted(PythonModel):
    def predict(self, model_input: list[str], params=None) -> list[str]:
        return model_input


def hinted(model_input: list[str]) -> list[str]:
    return model_input


mlflow.sklearn.log_model(model, name="a", signature=infer_signature(rows, model.predict(rows)))
mlflow.sklearn.log_model(model, name="b", input_example=rows[:2])
mlflow.sklearn.log_model(model, name="c", **options)
mlflow.transformers.log_model(model, name="d")
mlflow.sentence_transformers.log_model(model, name="e")
mlflow.pyfunc.log_model(name="f", python_model=Hinted())
mlflow.pyfunc.log_model(name="g", python_model="model.py")
mlflow.pyfunc.log_model(name="h", python_model=Wrapped())
mlflow.pyfunc.log_model(name="i", python_model=hinted)
mlflow.pyfunc.save_model("j", loader_module="loader")
log = functools.partial(mlflow.sklearn.log_model, input_example=rows)
xgboost.Booster().save_model("booster.json")
model.save_model("plain.json")
