import subprocess

subprocess.run(["pip", "install", "https://files.example/wheels/kernels-1.0-py3-none-any.whl"])  # expect: unhashed-url-requirement
