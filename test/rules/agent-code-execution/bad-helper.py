import subprocess

from crewai.tools import BaseTool
from langchain_core.tools import tool
from pydantic_ai import Agent

agent = Agent("openai:gpt-4o")


def run_shell(command):
    return subprocess.run(command, shell=True)  # expect: agent-code-execution=error


@tool
def terminal(command: str) -> str:
    """Runs a command."""
    return run_shell(command)


@tool(
    "python",
    return_direct=True,
)
def python(code: str) -> str:
    cleaned = code.strip("`")
    exec(cleaned)  # expect: agent-code-execution=error


@agent.tool_plain(
    retries=2,
)
async def calculate(expression: str) -> str:
    for line in expression.splitlines(): eval(line)  # expect: agent-code-execution=error


class Runner(
    BaseTool,
):
    name: str = "runner"

    def _run(self, code: str) -> str:
        return self.run_it(code)

    def run_it(self, code):
        return eval(code)  # expect: agent-code-execution=error


class Typed(BaseTool[str]):
    def _run(self, command):
        subprocess.check_output("ls " + command, shell=True)  # expect: agent-code-execution=error
