import os

os.system("mlflow server --allowed-hosts '*'")  # expect: web-origin-check-disabled=warning
