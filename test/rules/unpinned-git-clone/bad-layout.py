import os
import subprocess
import sys

from git import Repo


def several_lines(depth):
    subprocess.run(
        [
            "git",
            "clone",
            # the newest one
            "--depth",
            str(depth),
            "https://github.com/someone/"  # expect: unpinned-git-clone=info
            "cool-model.git",
            "code",
        ],
        check=True,
    )


def formatted(name, target):
    subprocess.run(["git", "clone", f"https://github.com/someone/{name}.git"], check=True)  # expect: unpinned-git-clone=info
    subprocess.check_call(
        f"git clone --quiet https://github.com/"  # expect: unpinned-git-clone=info
        f"someone/{ name } {target}",
        shell=True,
    )
    os.system("git clone https://github.com/someone/{}".format(name))  # expect: unpinned-git-clone=info
    os.system("git clone https://github.com/someone/%s" % name)  # expect: unpinned-git-clone=info
    os.system("git clone https://github.com/someone/" + name)  # expect: unpinned-git-clone=info
    os.system(" ".join(["git", "clone", "https://github.com/someone/tools", target]))  # expect: unpinned-git-clone=info
    command = (
        f"git clone https://github.com/someone/loader {target}"  # expect: unpinned-git-clone=info
    )
    os.system(command)


def library(name, target):
    Repo.clone_from(f"https://github.com/someone/{name}", target)  # expect: unpinned-git-clone=info
    (  # the newest one
        Repo  # expect: unpinned-git-clone=warning
        .clone_from(
            "https://github.com/someone/"
            "kernels",
            to_path="kernels",
        )
    ) if name else None
    sys.path.append("kernels")
