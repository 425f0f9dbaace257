import urllib.request

import joblib
import joblib as jl
import s3fs
from huggingface_hub import hf_hub_download
from joblib import load
from sklearn.externals import joblib as old_joblib

PATH = "model.joblib"

a = joblib.load("model.joblib")  # expect: unsafe-joblib-load=warning
b = joblib.load(  # expect: unsafe-joblib-load
    filename="model.joblib",
    mmap_mode="r",
)
c = jl.load(PATH)  # expect: unsafe-joblib-load=warning
d = load(open(PATH, "rb"))  # expect: unsafe-joblib-load=warning
e = old_joblib.load(f"{PATH}")  # expect: unsafe-joblib-load
urllib.request.urlretrieve("https://example.org/model.pkl", "fetched.pkl")
f = joblib.load("fetched.pkl")  # expect: unsafe-joblib-load=error
g = joblib.load(hf_hub_download("scikit-learn/model", "model.pkl"))  # expect: unsafe-joblib-load=error, unpinned-model-revision

read = joblib.load
h = read("model.joblib")  # expect: unsafe-joblib-load


def from_caller(path):
    return joblib.load(path)  # expect: unsafe-joblib-load=hint


def cached(model):
    joblib.dump(model, "cache.joblib")
    return joblib.load("cache.joblib")  # expect: unsafe-joblib-load=hint


class Predictor:
    def __init__(self):
        self.path = hf_hub_download("scikit-learn/model", "model.pkl")

    def model(self):
        return joblib.load(self.path)  # expect: unsafe-joblib-load=error


def from_an_artifact(run):
    folder = run.use_artifact("model:latest").download()
    return joblib.load(f"{folder}/model.joblib")  # expect: unsafe-joblib-load=error


def from_a_bucket():
    store = s3fs.S3FileSystem()
    with store.open("bucket/model.joblib", "rb") as file:
        return joblib.load(file)  # expect: unsafe-joblib-load=error


y = joblib.load(half_typed  # expect: unsafe-joblib-load
