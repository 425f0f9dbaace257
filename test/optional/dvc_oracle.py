"""Prints what DVC's own API says of a repository: every stage with its command, dependencies, outputs and parameters.

    python dvc_oracle.py REPOSITORY
"""

import json
import os
import sys

import dvc
from dvc.repo import Repo


def entry(each):
    """What is recorded of one output or dependency; its path counts from the repository's root where it lies below that."""
    repository = getattr(each, "def_repo", None)
    if repository:
        names = ("url", "rev", "rev_lock")
        return {"path": each.def_path, "hash": None, "digest": None, "size": None, "files": None, "repository": [repository.get(name) for name in names]}
    path = os.path.relpath(each.fs_path, repo.root_dir) if each.protocol == "local" else each.def_path
    info, meta = each.hash_info, each.meta
    # DVC 2 has one rule, that on text, and calls it by the name that DVC 3 has for another.
    rule = "md5-dos2unix" if info.name == "md5" and dvc.__version__.startswith("2.") else getattr(each, "hash_name", None) or info.name
    return {
        "path": each.def_path if path.startswith("..") else path,
        "hash": rule,
        "digest": info.value,
        "size": meta.size,
        "files": meta.nfiles,
        "repository": None,
    }


with Repo(sys.argv[1]) as repo:
    stages = []
    for stage in repo.index.stages:
        files = [each for each in stage.deps if type(each).__name__ != "ParamsDependency"]
        params = [each for each in stage.deps if type(each).__name__ == "ParamsDependency"]
        commands = stage.cmd if isinstance(stage.cmd, list) else [stage.cmd] if stage.cmd else []
        stages.append(
            {
                "file": stage.path_in_repo,
                "name": getattr(stage, "name", None) or "",
                "commands": commands,
                "frozen": bool(stage.frozen),
                "outputs": [entry(each) for each in stage.outs],
                "dependencies": [entry(each) for each in files],
                "parameters": {
                    f"{each.def_path}:{key}": str(value) for each in params for key, value in (each.hash_info.value or {}).items()
                },
            }
        )
    remotes = {name: dict(values) for name, values in repo.config["remote"].items()}
print(json.dumps({"version": dvc.__version__, "stages": stages, "remotes": remotes}, default=str))
