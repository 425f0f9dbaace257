from langchain.agents import load_tools
from langchain_experimental.pal_chain import PALChain
from llama_index.experimental.query_engine import PandasQueryEngine

tools = load_tools(["llm-math", "terminal"], llm=llm)  # expect: agent-code-execution=warning
chain = PALChain.from_math_prompt(llm, verbose=True)  # expect: agent-code-execution=warning
engine = PandasQueryEngine(df=table)  # expect: agent-code-execution=warning

from agno.tools.python import PythonTools
from agno.tools.shell import ShellTools
from autogen import UserProxyAgent
from crewai_tools import CodeInterpreterTool
from google.adk.code_executors import UnsafeLocalCodeExecutor
from interpreter import OpenInterpreter
from langchain_experimental.llm_bash.base import LLMBashChain

tools = [PythonTools(), ShellTools()]  # expect: agent-code-execution=warning, agent-code-execution=warning
bash = LLMBashChain.from_llm(llm)  # expect: agent-code-execution=warning
user = UserProxyAgent(name="user", code_execution_config=dict(work_dir="coding", use_docker=False))  # expect: agent-code-execution=warning
os.environ["AUTOGEN_USE_DOCKER"] = "False"  # expect: agent-code-execution=warning
runner = CodeInterpreterTool(unsafe_mode=True)  # expect: agent-code-execution=error
opened = OpenInterpreter(auto_run=True)  # expect: agent-code-execution=error
executor = UnsafeLocalCodeExecutor()  # expect: agent-code-execution=warning
