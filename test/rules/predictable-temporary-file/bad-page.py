import joblib

joblib.dump(model, "/tmp/model.joblib")
model = joblib.load("/tmp/model.joblib")  # expect: predictable-temporary-file
