"""git clone https://github.com/someone/cool-model.git"""
import subprocess
from git import Repo
from sklearn.base import clone

model = clone(estimator)
subprocess.run(["git", "clone", repository, target])
subprocess.run(["git", "clone", "https://github.com/someone/cool-model.git", "code"])
subprocess.run(["git", "-C", "code", "checkout", "0123456789abcdef0123456789abcdef01234567"])
print("git clone https://github.com/someone/cool-model.git")
