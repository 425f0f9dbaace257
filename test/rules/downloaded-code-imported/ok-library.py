import sys

import git

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def checked_out():
    git.Repo.clone_from("https://github.com/org/one", "one")
    git.Git("one").checkout(COMMIT)


sys.path.append("one")
