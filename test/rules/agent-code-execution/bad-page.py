from smolagents import CodeAgent

agent = CodeAgent(tools=[], model=model, additional_authorized_imports=["*"])  # expect: agent-code-execution
