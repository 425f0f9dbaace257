from crewai import Agent
from crewai_tools import CodeInterpreterTool

coder = Agent(role="coder", allow_code_execution=True)
other = Agent(role="coder", tools=[CodeInterpreterTool()])
