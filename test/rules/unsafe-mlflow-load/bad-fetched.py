import mlflow
import requests


def first():
    with open("model", "wb") as out:
        out.write(requests.get("https://example.org/model").content)
    return mlflow.pyfunc.load_model("model")  # expect: unsafe-mlflow-load=error


def second(spark):
    with open("udf", "wb") as out:
        out.write(requests.get("https://example.org/udf").content)
    return mlflow.pyfunc.spark_udf(spark, "udf")  # expect: unsafe-mlflow-load=error
