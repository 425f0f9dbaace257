# %%
from sklearn.linear_model import LogisticRegression
import joblib
# %%
model = LogisticRegression()
model.fit(X, y)  # expect: untracked-training=info
# %%
joblib.dump(model, "model.joblib")
