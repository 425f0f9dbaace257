from langchain.agents import load_tools
from llama_index.core.query_engine import RetrieverQueryEngine
from mine import load_tools as load_own_tools

tools = load_tools(["llm-math", "wikipedia"], llm=llm)
more = load_own_tools(["terminal"])
engine = RetrieverQueryEngine(retriever)

from crewai_tools import CodeInterpreterTool
from interpreter import OpenInterpreter

runner = CodeInterpreterTool(unsafe_mode=False)
contained = CodeInterpreterTool()
opened = OpenInterpreter(auto_run=False)
os.environ["AUTOGEN_USE_DOCKER"] = "1"
user = UserProxyAgent(name="user", code_execution_config=dict(use_docker=True))
