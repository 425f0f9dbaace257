import mlflow
from sklearn.ensemble import RandomForestClassifier

from data import load

features, labels = load()
model = RandomForestClassifier().fit(features, labels)
with mlflow.start_run():
    mlflow.sklearn.log_model(model, name="model")  # expect: model-logged-without-signature=info
