import os
import subprocess
import sys

os.system("git clone https://github.com/someone/cool-model.git")  # expect: unpinned-git-clone=info
subprocess.run(["git", "clone", "https://github.com/someone/fast-kernels"], check=True)  # expect: unpinned-git-clone=warning
subprocess.run([sys.executable, "-m", "pip", "install", "-e", "fast-kernels"], check=True)


def prepare():
    REPO = "https://github.com/someone/nerf"
    os.system(f"git clone {REPO} && cd nerf && make")  # expect: unpinned-git-clone=warning
