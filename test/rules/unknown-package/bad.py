import subprocess
import sys

subprocess.run([sys.executable, "-m", "pip", "install", "acme-notebook-helpers"], check=True)  # expect: unknown-package=hint
subprocess.run("uv pip install acme-vision-metrics", shell=True, check=True)  # expect: unknown-package=hint
