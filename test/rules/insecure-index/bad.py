import os
import subprocess
import sys

subprocess.run([sys.executable, "-m", "pip", "install", "torch==2.4.1", "--index-url", "http://pypi.internal.example/simple"])  # expect: insecure-index=warning
subprocess.run([sys.executable, "-m", "pip", "install", "torch==2.4.1", "--trusted-host", "pypi.internal.example"])  # expect: insecure-index=warning
os.system("pip install torch==2.4.1 --trusted-host pypi.internal.example")  # expect: insecure-index=warning
os.system("pip install torch==2.4.1 -i https://reader:{{secret:huggingface}}@pypi.internal.example/simple")  # expect: insecure-index=error
os.system("pip install numpy==1.26.4 --trusted-host pypi.internal.example")  # expect: insecure-index=joined
