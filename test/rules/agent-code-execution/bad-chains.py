from langchain.agents import load_tools
from langchain_experimental.pal_chain import PALChain
from llama_index.experimental.query_engine import PandasQueryEngine

tools = load_tools(["llm-math", "terminal"], llm=llm)  # expect: agent-code-execution=warning
chain = PALChain.from_math_prompt(llm, verbose=True)  # expect: agent-code-execution=warning
engine = PandasQueryEngine(df=table)  # expect: agent-code-execution=warning
