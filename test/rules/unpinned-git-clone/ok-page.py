import subprocess

subprocess.run(["git", "clone", "https://github.com/some-lab/model-code"], check=True)
subprocess.run(["git", "-C", "model-code", "checkout", "0123456789abcdef0123456789abcdef01234567"], check=True)
subprocess.run(["pip", "install", "./model-code"], check=True)
