import joblib

model = joblib.load("weights/classifier.pkl")  # expect: malicious-model-file=error
