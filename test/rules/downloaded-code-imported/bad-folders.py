import os
import subprocess
import sys

import dulwich.porcelain
import git
import pygit2
from huggingface_hub import snapshot_download


def with_library():
    git.Repo.clone_from("https://github.com/org/one", "one")
    dulwich.porcelain.clone("https://github.com/org/two", "two")
    pygit2.clone_repository("https://github.com/org/three", "three")
    git.Git("here").clone("https://github.com/org/four")


def with_commands():
    subprocess.run(["git", "clone", "https://github.com/org/five"], check=True)
    subprocess.run(['git', 'clone', 'https://github.com/org/six'], check=True)
    os.system("git clone https://github.com/org/seven")
    os.system("git clone git@github.com:org/eight")
    os.system("git clone --depth 1 https://github.com/org/nine")


def from_the_hub():
    snapshot_download("org/eleven", local_dir="eleven")
    sys.path.append("eleven/src")  # expect: downloaded-code-imported=warning


sys.path.append("one")  # expect: downloaded-code-imported=warning
sys.path.append("two")  # expect: downloaded-code-imported=warning
sys.path.append("three")  # expect: downloaded-code-imported=warning
sys.path.append("four")  # expect: downloaded-code-imported=warning
sys.path.append("five")  # expect: downloaded-code-imported=warning
sys.path.append("six")  # expect: downloaded-code-imported=warning
sys.path.append("seven")  # expect: downloaded-code-imported=warning
sys.path.append("eight")  # expect: downloaded-code-imported=warning
sys.path.append("nine")  # expect: downloaded-code-imported=warning
