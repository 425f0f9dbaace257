import joblib
from concurrent.futures import ProcessPoolExecutor

models = list(map(joblib.load, ["a.joblib", "b.joblib"]))  # expect: unsafe-joblib-load=warning
with ProcessPoolExecutor() as pool:
    model = pool.submit(joblib.load, "model.joblib").result()  # expect: unsafe-joblib-load=warning
