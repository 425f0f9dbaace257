# What an agent answers is what a model wrote, also where it is read as JSON first.
import json


class Toolkit:
    def __init__(self, agent):
        self.agent = agent

    def observe(self, message):
        response = self.agent.step(message)
        return json.loads(response.msgs[0].content)["code"]

    def act(self, message):
        code = self.observe(message)
        try:
            return eval(code)  # expect: model-output-executed=error
        except SyntaxError:
            exec(code)  # expect: model-output-executed=joined

    def other(self, message):
        exec(self.observe(message))  # expect: model-output-executed=error


def messages(update):
    exec(update.msgs[0].text)
