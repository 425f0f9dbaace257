import subprocess

subprocess.run(["tritonserver", "--model-repository=/models", "--model-control-mode=poll"])  # expect: model-control-enabled=warning
