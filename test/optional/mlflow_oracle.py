"""Makes a store of many runs with the real MLflow below a folder, and prints what its own client says of them.

    python mlflow_oracle.py FOLDER sqlite|wal|files

`wal`: an SQLite store whose last transactions are still in its write-ahead log when this ends.
"""

import json
import math
import os
import random
import shutil
import sqlite3
import sys

FOLDER, KIND = sys.argv[1:]
os.makedirs(FOLDER, exist_ok=True)
os.chdir(FOLDER)
uri = "./mlruns" if KIND == "files" else "sqlite:///mlflow.db"
os.environ.update(MLFLOW_ALLOW_FILE_STORE="true", MLFLOW_TRACKING_URI=uri, GIT_PYTHON_REFRESH="quiet")

import mlflow  # noqa: E402
import pandas  # noqa: E402

client = mlflow.MlflowClient()
random.seed(7)
WORDS = ["plain", "two\nlines", "é 漢字 😀", "", " spaces ", "'quoted' \"twice\"", "a: b # c", "- x", "x" * 400, "null", "1e3", "\ttab"]
VALUES = [0.0, -0.0, 1.5, -2.25, 1e-300, 1e300, 3, math.inf, -math.inf, math.nan, 0.1, 2**53]
log = None
if KIND == "wal":
    client.search_experiments()
    log = sqlite3.connect("mlflow.db")
    assert log.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
    log.execute("PRAGMA wal_autocheckpoint=0")
    log.execute("SELECT count(*) FROM runs").fetchone()  # as long as this one is open nobody clears the log
for number in range(40):
    if number % 8 == 0:
        mlflow.set_experiment(f"experiment {number} é")
    ended = random.choice(["FINISHED", "FAILED", "KILLED", None])
    name = random.choice([None, f"run {number}", "same name"])
    run = mlflow.start_run(run_name=name)
    for key in range(random.randrange(6)):
        mlflow.log_param(f"p{key}/deep", random.choice(WORDS))
    for key in range(random.randrange(5)):
        for step in random.sample(range(-2, 9), random.randrange(1, 4)):
            mlflow.log_metric(f"m{key}/deep", random.choice(VALUES), step=step)
    for key in range(random.randrange(4)):
        mlflow.set_tag(f"t{key}/deep", random.choice(WORDS))
    if number % 5 == 0:
        mlflow.set_tag("mlflow.source.git.commit", f"{number:040x}")
        mlflow.set_tag("mlflow.source.git.dirty", "true" if number % 2 else "false")
    if number % 7 == 0:
        frame = pandas.DataFrame({"x": [number, 2]})
        mlflow.log_input(mlflow.data.from_pandas(frame, source=f"data {number}.csv", name=f"set {number}"), context="training")
    mlflow.end_run(ended or "FINISHED")
    if ended is None:
        client.set_terminated(run.info.run_id, "RUNNING")
    if number % 9 == 8:
        client.delete_run(run.info.run_id)

said = []
for experiment in client.search_experiments():
    for run in client.search_runs([experiment.experiment_id], max_results=1000):
        data = run.data
        said.append(
            {
                "id": run.info.run_id,
                "experiment": experiment.name,
                "name": run.info.run_name,
                "user": run.info.user_id,
                "status": run.info.status,
                "start": run.info.start_time,
                "end": run.info.end_time,
                "commit": data.tags.get("mlflow.source.git.commit"),
                "dirty": data.tags.get("mlflow.source.git.dirty"),
                "source": data.tags.get("mlflow.source.name"),
                "params": data.params,
                "tags": data.tags,
                "metrics": {key: value if math.isfinite(value) else str(value) for key, value in data.metrics.items()},
                "inputs": [
                    [each.dataset.name, each.dataset.digest, json.loads(each.dataset.source)["uri"]]
                    for each in (run.inputs.dataset_inputs if run.inputs else [])
                ],
            }
        )
if log is not None:
    os.makedirs("copied")
    for name in ("mlflow.db", "mlflow.db-wal"):
        shutil.copy(name, f"copied/{name}")
    for name in ("mlflow.db", "mlflow.db-wal", "mlflow.db-shm"):
        if os.path.exists(name):
            os.remove(name)
print(json.dumps({"version": mlflow.__version__, "runs": said}))
