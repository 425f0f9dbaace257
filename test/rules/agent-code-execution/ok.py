"""PythonREPLTool() and allow_dangerous_code=True"""
from autogen import UserProxyAgent
from autogen.coding import DockerCommandLineCodeExecutor
from crewai import Agent
from interpreter import interpreter
from langchain_community.tools import DuckDuckGoSearchRun, ShellTool
from langchain_experimental.agents import create_pandas_dataframe_agent
from smolagents import CodeAgent, ToolCallingAgent

agent = create_pandas_dataframe_agent(llm, frame)
refused = create_pandas_dataframe_agent(llm, frame, allow_dangerous_code=False)
tools = [DuckDuckGoSearchRun(), ShellTool(ask_human_input=True)]
coder = CodeAgent(tools=[], model=model, executor_type="docker")
remote = CodeAgent(tools=[], model=model, executor_type="e2b", additional_authorized_imports=["*"])
narrow = CodeAgent(tools=[], model=model, additional_authorized_imports=["numpy", "pandas"])
caller = ToolCallingAgent(tools=[], model=model)
proxy = UserProxyAgent("user", code_execution_config=False)
docker = UserProxyAgent("user", code_execution_config={"use_docker": True})
executor = DockerCommandLineCodeExecutor(work_dir="coding")
safe = Agent(role="coder", allow_code_execution=True, code_execution_mode="safe")
interpreter.auto_run = False
scheduler.auto_run = True


def build(allow_dangerous_code=False):
    return create_pandas_dataframe_agent(llm, frame, allow_dangerous_code=allow_dangerous_code)


class ShellTool:
    pass


@tool
def add(first: str, second: str) -> float:
    return float(first) + float(second)


@tool
def listing() -> str:
    return subprocess.check_output("ls", shell=True)


@functools.lru_cache
def cached(code):
    return eval(code)


class Layer(Module):
    def forward(self, text):
        return eval(text)
