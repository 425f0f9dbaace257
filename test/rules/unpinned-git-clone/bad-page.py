import subprocess

subprocess.run(["git", "clone", "https://github.com/some-lab/model-code"], check=True)  # expect: unpinned-git-clone
subprocess.run(["pip", "install", "./model-code"], check=True)
