import joblib

model = joblib.load("models/classifier.joblib")  # expect: unsafe-joblib-load
