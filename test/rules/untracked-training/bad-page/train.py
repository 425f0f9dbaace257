import joblib
from sklearn.ensemble import RandomForestClassifier

from data import load

features, labels = load()
model = RandomForestClassifier()
model.fit(features, labels)  # expect: untracked-training=info
joblib.dump(model, "model.joblib")
