import joblib
import mlflow
from sklearn.ensemble import RandomForestClassifier

from data import load

features, labels = load()
model = RandomForestClassifier()
mlflow.autolog()
model.fit(features, labels)
joblib.dump(model, "model.joblib")
