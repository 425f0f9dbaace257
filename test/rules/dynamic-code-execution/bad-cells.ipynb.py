# %%
%load_ext autoreload
%autoreload 2
import json
import sys

import pandas as pd
from flask import Flask, request
from ipywidgets import Text, interact

app = Flask(__name__)

# %%
def calculate(expression, scope=None):
    return eval(expression, scope or {})  # expect: dynamic-code-execution=error

# %%
class Rules:
    def __init__(self, path):
        with open(path) as file:
            self.rules = json.load(file)

    def apply(self, row):
        return [self.holds(rule["when"], row) for rule in self.rules]

    def holds(self, condition, row):
        return eval(condition, {}, row)  # expect: dynamic-code-execution=warning

# %%
def run_each(lines):
    for line in lines:
        exec(line)  # expect: dynamic-code-execution=info

# %%
!pip install -q flask
@app.post("/calculate")
def answer():
    return str(calculate(expression=request.json["expression"]))

# %%
frame = pd.DataFrame([{"a": 1}])
frame.apply(Rules("rules.json").apply, axis=1)

# %%
run_each(input("lines: ").split(";"))

# %%
box = Text(description="formula")
box

# %%
def of_the_box(text):
    return eval(f"lambda x: {text}")  # expect: dynamic-code-execution=info

# %%
formula = of_the_box(box.value)

# %%
@interact(formula="x + 1")
def show(formula):
    return inner(formula)

# %%
def inner(formula):
    return eval(formula, {"x": 1})  # expect: dynamic-code-execution=info

# %%
def columns(path):
    for text in pd.read_csv(path)["boxes"]:
        yield parsed(text)

# %%
def parsed(text):
    return eval(text)  # expect: dynamic-code-execution=warning

# %%
boxes = list(columns("boxes.csv"))
