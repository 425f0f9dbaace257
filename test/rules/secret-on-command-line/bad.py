import os
import subprocess
import subprocess as sp
from subprocess import run

token = os.environ["HF_TOKEN"]
subprocess.run(["huggingface-cli", "login", "--token", token], check=True)  # expect: secret-on-command-line=info
run(["vllm", "serve", "--api-key", os.environ["API_KEY"]])  # expect: secret-on-command-line=info
sp.check_call(["tool", f"--token={token}"])  # expect: secret-on-command-line=info
os.system(f"huggingface-cli login --token {token}")  # expect: secret-on-command-line=info
subprocess.Popen(f"mysql --password={password} runs", shell=True)  # expect: secret-on-command-line=info
