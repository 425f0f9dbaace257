import subprocess
import sys

subprocess.run([sys.executable, "-m", "pip", "install", "torch==2.1"], check=True)
