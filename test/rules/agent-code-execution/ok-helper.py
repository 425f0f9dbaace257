import shlex
import subprocess

from crewai.tools import BaseTool
from langchain_core.tools import tool

COMMANDS = {"list": "ls", "free": "df -h"}


@tool
def terminal(name: str) -> str:
    """Runs one of the commands."""
    return subprocess.run(COMMANDS[name], shell=True)


@tool
def listed(name: str) -> str:
    if name not in COMMANDS:
        raise ValueError(name)
    return subprocess.run(name, shell=True)


@tool
def quoted(path: str, count: int) -> str:
    subprocess.run(f"head -n {count} {shlex.quote(path)}", shell=True)
    return eval("1 + 1")


class Runner(BaseTool):
    def _run(self, code: str) -> str:
        return self.checked("1 + 1")

    def checked(self, code):
        return eval(code)


class Toolbox:
    def _run(self, code):
        return eval(code)


def tool_like(code):
    return eval(code)
