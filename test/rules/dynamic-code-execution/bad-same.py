# What comes in at one place and is run in one function is one finding, and so is the same text.
import yaml
from flask import Flask, request

app = Flask(__name__)


def parse(path):
    model = yaml.safe_load(open(path))
    layers = [eval(layer) for layer in model["layers"]]  # expect: dynamic-code-execution=warning
    act = eval(model["act"])  # expect: dynamic-code-execution=joined
    return layers, act


def other(path):
    return eval(yaml.safe_load(open(path))["act"])  # expect: dynamic-code-execution=warning


@app.post("/run")
def run():
    code = request.get_json()["code"]
    if code.startswith("="):
        return eval(code)  # expect: dynamic-code-execution=error
    exec(code)  # expect: dynamic-code-execution=joined
