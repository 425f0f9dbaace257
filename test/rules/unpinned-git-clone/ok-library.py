import git
import pygit2

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def switched():
    git.Repo.clone_from("https://github.com/some-stranger/one", "one")
    git.Git("one").execute(["git", "switch", "--detach", "0123456789abcdef0123456789abcdef01234567"])


def moved():
    pygit2.clone_repository("https://github.com/some-stranger/two", "two")
    pygit2.Repository("two").set_head(COMMIT)
