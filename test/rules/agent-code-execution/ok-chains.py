from langchain.agents import load_tools
from llama_index.core.query_engine import RetrieverQueryEngine
from mine import load_tools as load_own_tools

tools = load_tools(["llm-math", "wikipedia"], llm=llm)
more = load_own_tools(["terminal"])
engine = RetrieverQueryEngine(retriever)
