import tempfile

import joblib

with tempfile.TemporaryDirectory() as folder:
    joblib.dump(model, f"{folder}/model.joblib")
    model = joblib.load(f"{folder}/model.joblib")
