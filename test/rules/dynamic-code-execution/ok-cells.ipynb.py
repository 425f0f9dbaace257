# %%
%load_ext autoreload
import ast
import json

import pandas as pd
from flask import Flask, request
from ipywidgets import IntSlider, interact

app = Flask(__name__)

# %%
def calculate(expression, scope=None):
    return eval(expression, scope or {})

# %%
class Rules:
    def __init__(self, conditions):
        self.conditions = conditions

    def apply(self, row):
        return [self.holds(condition, row) for condition in self.conditions]

    def holds(self, condition, row):
        return eval(condition, {}, row)

# %%
def run_each(lines):
    for line in lines:
        exec(line)

# %%
!pip install -q flask
@app.post("/calculate")
def answer():
    return str(calculate("a + b", scope=request.json))

# %%
frame = pd.read_csv("rows.csv")
frame.apply(Rules(["a > 1", "b < 2"]).apply, axis=1)

# %%
run_each("import math; import json".split(";"))

# %%
slider = IntSlider(description="level")
slider

# %%
def of_the_slider(level):
    return eval(f"lambda x: x + {level}")

# %%
level = of_the_slider(slider.value)

# %%
def parsed(text):
    return ast.literal_eval(text)

# %%
boxes = [parsed(text) for text in pd.read_csv("boxes.csv")["boxes"]]

# %%
model = build()
model.eval()
model.eval(input())
