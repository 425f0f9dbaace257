"""What the program itself puts there, unless somebody says otherwise, counts less."""
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent


def describe(path=ROOT):
    return subprocess.check_output(f"git -C {path} describe --tags", shell=True)  # expect: shell-command-injection=info


def behind(remote, branch="main"):
    subprocess.run(f"git fetch origin {branch}", shell=True)  # expect: shell-command-injection=info
    subprocess.run(f"git fetch {remote} {branch}", shell=True)  # expect: shell-command-injection=warning


def other(branch=None, name=""):
    subprocess.run(f"git fetch origin {branch}", shell=True)  # expect: shell-command-injection=warning
    subprocess.run(f"git checkout {name}", shell=True)  # expect: shell-command-injection=warning
