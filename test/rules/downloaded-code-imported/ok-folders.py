import os
import subprocess
import sys

import git
import pygit2

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def reset():
    git.Repo.clone_from("https://github.com/org/two", "two")
    git.Repo("two").head.reset(COMMIT)


def moved():
    pygit2.clone_repository("https://github.com/org/three", "three")
    pygit2.Repository("three").set_head(COMMIT)


def in_a_command():
    os.system("git clone https://github.com/org/four")
    subprocess.run(["git", "-C", "four", "checkout", "0123456789abcdef0123456789abcdef01234567"], check=True)


sys.path.append("two")
sys.path.append("three")
sys.path.append("four")
