import os

import mlflow

api_key = os.environ["OPENAI_API_KEY"]
mlflow.log_param("api_key_is_set", bool(api_key))
