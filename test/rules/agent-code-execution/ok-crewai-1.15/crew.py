from crewai import Agent

coder = Agent(role="coder", allow_code_execution=True, code_execution_mode="unsafe")
