import subprocess

import autogen
from autogen import AssistantAgent, UserProxyAgent
from autogen.coding import LocalCommandLineCodeExecutor
from crewai import Agent
from interpreter import interpreter
from langchain_community.tools import ShellTool
from langchain_experimental.agents import create_pandas_dataframe_agent
from langchain_experimental.tools import PythonREPLTool
from langchain_experimental.utilities import PythonREPL
from llama_index.tools.code_interpreter import CodeInterpreterToolSpec
from smolagents import CodeAgent, LocalPythonExecutor

tools = [PythonREPLTool(), ShellTool()]  # expect: agent-code-execution=warning, agent-code-execution=warning
repl = PythonREPL()  # expect: agent-code-execution=warning
agent = create_pandas_dataframe_agent(llm, frame, allow_dangerous_code=True)  # expect: agent-code-execution=error
toolkit = RequestsToolkit(requests_wrapper=wrapper, allow_dangerous_requests=True)  # expect: agent-code-execution=warning
coder = CodeAgent(tools=[], model=model, additional_authorized_imports=["*"])  # expect: agent-code-execution=error
helper = CodeAgent(tools=[], model=model, additional_authorized_imports=["numpy", "os"])  # expect: agent-code-execution=warning
explicit = CodeAgent(tools=[], model=model, executor_type="local")  # expect: agent-code-execution=info
inside = LocalPythonExecutor(["subprocess"])  # expect: agent-code-execution=warning
proxy = UserProxyAgent("user", code_execution_config={"work_dir": "coding", "use_docker": False})  # expect: agent-code-execution=warning
CONFIG = {"executor": LocalCommandLineCodeExecutor(work_dir="coding")}  # expect: agent-code-execution=warning
crew = Agent(role="coder", allow_code_execution=True, code_execution_mode="unsafe")  # expect: agent-code-execution=error
interpreter.auto_run = True  # expect: agent-code-execution=error
spec = CodeInterpreterToolSpec()  # expect: agent-code-execution=warning
options = {"allow_dangerous_code": True}
other = create_pandas_dataframe_agent(llm, frame, **options)


@tool
def run_python(code: str) -> str:
    """Run code."""
    exec(code)  # expect: agent-code-execution=error


@function_tool(strict=True)
async def shell(command: str) -> str:
    return subprocess.check_output(command, shell=True)  # expect: agent-code-execution=error


class Calculator(BaseTool):
    name = "calculator"

    def _run(self, expression: str) -> str:
        return str(eval(expression))  # expect: agent-code-execution=error
