import mlflow


def start(name):
    mlflow.set_experiment(name)
    mlflow.autolog()
