import subprocess
import sys

subprocess.run(["git", "clone", "https://github.com/some-lab/model-code"], check=True)  # expect: unpinned-git-clone
sys.path.append("model-code")
