from smolagents import CodeAgent

agent = CodeAgent(tools=[], model=model, executor_type="docker")
