# %%
%env MLFLOW_TRACKING_URI=http://mlflow.example.org  # expect: insecure-tracking-server=warning
# %%
%env MLFLOW_TRACKING_INSECURE_TLS true  # expect: insecure-tracking-server=warning
