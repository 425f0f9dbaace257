import os

api_key = os.environ["SERVICE_API_KEY"]
app.config["api_key"] = api_key
self.config.api_key = api_key
paths["a/api_key"] = api_key
settings.api_key = api_key
