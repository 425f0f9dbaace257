import subprocess
import sys

subprocess.run(["git", "clone", "https://github.com/some-lab/model-code"], check=True)
subprocess.run(["git", "-C", "model-code", "checkout", "0123456789abcdef0123456789abcdef01234567"], check=True)
sys.path.append("model-code")
