"""Makes stores of runs with the real MLflow, and writes down what its own client says of them.

    python make_stores.py sqlite|files OUT   in a virtual environment with mlflow, pandas and scikit-learn

It works in /srv/train, as "ada", so that no name of a machine gets into what is committed. The stores beside this file were made
with mlflow 3.17.2 and with mlflow-skinny 2.22.5 (pandas, scikit-learn, sqlalchemy<2.1, alembic), Python 3.11.
"""

import gzip
import json
import math
import os
import shutil
import subprocess
import sys

KIND, OUT = sys.argv[1:]
ROOT = "/srv/train"
shutil.rmtree(ROOT, ignore_errors=True)
os.makedirs(ROOT)
os.chdir(ROOT)
OWN = {"LOGNAME": "ada", "USER": "ada", "GIT_PYTHON_REFRESH": "quiet", "MLFLOW_ALLOW_FILE_STORE": "true"}
os.environ.update(OWN)
os.environ["MLFLOW_TRACKING_URI"] = "sqlite:///mlflow.db" if KIND == "sqlite" else "./mlruns"

WORK = '''
import sys, mlflow, pandas as pd
from mlflow.models import infer_signature
from sklearn.linear_model import LinearRegression

mlflow.set_experiment("toy")
frame = pd.DataFrame({"x": [1.0, 2.0, 3.0], "y": [2.0, 4.0, 6.0]})
model = LinearRegression().fit(frame[["x"]], frame["y"])
with mlflow.start_run(run_name="outer") as outer:
    mlflow.log_params({"lr": 0.1, "note": "two\\nlines", "deep/er": "é 漢字"})
    for step, loss in enumerate([0.9, 0.5, 0.25]):
        mlflow.log_metric("loss", loss, step=step)
    mlflow.log_metric("late", 1, step=5)
    mlflow.log_metric("late", 2, step=3)
    mlflow.log_metric("bad", float("nan"))
    mlflow.log_metric("val/acc", 0.75)
    mlflow.set_tag("a/b", "c")
    mlflow.log_input(mlflow.data.from_pandas(frame, source="d.csv", name="toy-data", targets="y"), context="training")
    name = {"name": "model"} if int(mlflow.__version__.split(".")[0]) > 2 else {"artifact_path": "model"}
    mlflow.sklearn.log_model(model, signature=infer_signature(frame[["x"]], frame["y"]), registered_model_name="toy-model", **name)
    with mlflow.start_run(nested=True, run_name="inner"):
        mlflow.log_metric("loss", -1.5)
        other = {key: "bare" for key in name}
        mlflow.sklearn.log_model(model, **other)
mlflow.set_experiment("second")
with mlflow.start_run() as gone:
    pass
mlflow.delete_run(gone.info.run_id)
try:
    with mlflow.start_run(run_name="fails"):
        raise ValueError("on purpose")
except ValueError:
    pass
mlflow.MlflowClient().create_run(mlflow.get_experiment_by_name("second").experiment_id, run_name="never ends")
'''

with open("train.py", "w") as file:
    file.write(WORK)
GIT = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
subprocess.run(["git", "init", "-q"], check=True)
subprocess.run(["git", "add", "train.py"], check=True)
subprocess.run([*GIT, "commit", "-qm", "Train"], check=True)
subprocess.run([sys.executable, "train.py"], check=True)

import mlflow  # noqa: E402

client = mlflow.MlflowClient()
expected = []
for experiment in client.search_experiments():
    for run in client.search_runs([experiment.experiment_id]):
        data = run.data
        expected.append(
            {
                "id": run.info.run_id,
                "experiment": experiment.name,
                "name": run.info.run_name,
                "user": run.info.user_id,
                "status": run.info.status,
                "start": run.info.start_time,
                "end": run.info.end_time,
                "commit": data.tags.get("mlflow.source.git.commit"),
                "source": data.tags.get("mlflow.source.name"),
                "params": data.params,
                "metrics": {name: "NaN" if math.isnan(value) else value for name, value in data.metrics.items()},
                "inputs": [
                    {"name": each.dataset.name, "digest": each.dataset.digest, "source": each.dataset.source}
                    for each in (run.inputs.dataset_inputs if run.inputs else [])
                ],
            }
        )
version = f"{KIND}-{mlflow.__version__}"


def packed(name, content):
    with gzip.GzipFile(os.path.join(OUT, name), "wb", mtime=0) as file:
        file.write(content)


texts = {}
for folder, _, names in os.walk("mlruns"):
    for name in names:
        path = os.path.join(folder, name)
        if name == "MLmodel" or (KIND == "files" and "/artifacts/" not in path):
            with open(path, encoding="utf-8", newline="") as file:
                texts[path] = file.read()
if KIND == "sqlite":
    with open("mlflow.db", "rb") as file:
        packed(f"{version}.db.gz", file.read())
packed(f"{version}.json.gz", json.dumps({"files": texts, "runs": expected}).encode())
print(version, len(expected), "runs", len(texts), "files")
