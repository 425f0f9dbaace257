"""Repo.clone_from("https://github.com/someone/cool-model.git", "cool-model")"""
from git import Repo
from sklearn.base import clone

COMMIT = "0123456789abcdef0123456789abcdef01234567"

model = clone(estimator)
Repo.clone_from("/srv/git/cool-model", "cool-model")
Repo("cool-model").clone("copy")


def fetch(url):
    return Repo.clone_from(url, "model")


def fetch_pinned():
    repository = Repo.clone_from("https://github.com/someone/cool-model.git", "cool-model")
    repository.git.checkout(COMMIT)
    return repository


def fetch_reset(commit):
    repository = Repo.clone_from("https://github.com/someone/cool-model.git", "cool-model")
    repository.head.reset(commit, index=True, working_tree=True)
    return repository
