import os
import subprocess

token = os.environ["HF_TOKEN"]
subprocess.run(["huggingface-cli", "whoami"], env={**os.environ, "HF_TOKEN": token})
subprocess.run(["train", "--max-tokens", str(n), "--pad-token", pad, "--tokenizer", name])
subprocess.run(["docker", "login", "--password-stdin"], input=token)
subprocess.run(["tool", "--token-file", path, "--token", "--verbose"])
subprocess.run(["tool", "--key-file", path])
os.system(f"python train.py --max_new_tokens {n} --image-token {image}")
parser.add_argument("--token", default=token)
os.system("tool --token")
