import joblib
from sklearn.linear_model import LogisticRegression

from data import features, labels
from tracking import start

start("toy")
model = LogisticRegression()
model.fit(features, labels)
joblib.dump(model, "model.joblib")
