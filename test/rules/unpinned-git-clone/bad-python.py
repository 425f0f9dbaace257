import sys

import git
from dulwich import porcelain
from git import Repo

URL = "https://github.com/someone/fast-kernels"

Repo.clone_from("https://github.com/someone/cool-model.git", "cool-model")  # expect: unpinned-git-clone=info
git.Repo.clone_from(url=URL, to_path="kernels")  # expect: unpinned-git-clone=warning
sys.path.append("kernels")
git.Git("/tmp").clone("git@github.com:someone/tools.git")  # expect: unpinned-git-clone=info
porcelain.clone("https://github.com/someone/nerf", "nerf")  # expect: unpinned-git-clone=info
Repo.clone_from("https://github.com/someone/old", "old", branch="v1.2.0")  # expect: unpinned-git-clone=hint


def fetch():
    repository = Repo.clone_from("https://github.com/someone/other", "other", branch="main")  # expect: unpinned-git-clone=info
    return repository.head.commit
