import os
import subprocess

subprocess.run(["pip", "install", "git+https://github.com/someone/repo.git"])  # expect: mutable-vcs-requirement
os.system("pip install -q git+https://github.com/someone/repo@main")  # expect: mutable-vcs-requirement
