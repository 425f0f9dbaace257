# %%
import mlflow
from lightgbm import LGBMClassifier

model = LGBMClassifier()
# %%
model.fit(X_train, y_train)
# %%
mlflow.lightgbm.log_model(model, name="model")  # expect: model-logged-without-signature=info
