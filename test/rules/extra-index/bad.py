import subprocess
import sys

subprocess.check_call([sys.executable, "-m", "pip", "install", "--extra-index-url", "https://pypi.internal.example/simple", "torch==2.4.1"])  # expect: extra-index=warning
