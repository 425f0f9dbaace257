import os

import mlflow

api_key = os.environ["OPENAI_API_KEY"]
mlflow.log_param("api_key", api_key)  # expect: secret-in-log
print(f"using {api_key}")  # expect: secret-in-log
