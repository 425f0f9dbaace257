import os
import subprocess

from git import Repo


def several_lines(commit):
    subprocess.run(
        [
            "git",
            "clone",
            "https://github.com/someone/"
            "cool-model.git",
            "code",
        ],
        check=True,
    )
    subprocess.run(
        [
            "git",
            "-C",
            "code",
            # the one that was looked at
            "checkout",
            commit,
        ],
        check=True,
    )


def formatted(owner, name, host, commit, target):
    subprocess.run(["git", "clone", f"https://github.com/{owner}/{name}.git"], check=True)
    subprocess.run(["git", "clone", f"https://{host}/someone/{name}.git"], check=True)
    os.system(f"git clone https://github.com/{owner}/{name}")
    os.system(
        f"git clone https://github.com/someone/{name} {target}"
        f" && git -C {target} checkout {commit}"
    )


def library(owner, name, commit):
    Repo.clone_from(f"https://github.com/{owner}/{name}", "a")
    Repo.clone_from(f"https://{owner}.example.org/someone/{name}", "b")
    repository = Repo.clone_from(
        f"https://github.com/someone/{name}",
        "c",
    )
    (
        repository
        .git
        .checkout(
            commit
        )
    )


def later(name, commit):
    Repo.clone_from(f"https://github.com/someone/{name}", "d")
    os.system(
        "git -C d "
        f"checkout {commit}"
    )
