# %%
%load_ext dotenv
%dotenv
import ast
import json
import os
import re
import sys

import ipywidgets as widgets
import kafka
import pandas as pd
import redis
from flask import Flask, request
from ipywidgets import interactive

app = Flask(__name__)
KINDS = {"sum": "a + b", "product": "a * b"}

# %%
def literal(text):
    return ast.literal_eval(text)

# %%
def number(text):
    return int(text)

# %%
def chosen(kind):
    if kind not in KINDS:
        raise ValueError(kind)
    return eval(kind, KINDS)

# %%
def plain(name):
    if not re.fullmatch(r"[a-z_]+", name):
        raise ValueError(name)
    return eval(name)

# %%
@app.post("/run")
def run_sent():
    body = request.get_json()
    chosen(body["kind"])
    plain(body["name"])
    exec(f"level = {number(body['level'])}")
    exec(KINDS[body["kind"]])
    return str(literal(body["values"]))

# %%
for message in kafka.KafkaConsumer("tasks", bootstrap_servers="queue:9092"):
    task = json.loads(message.value)
    literal(task["values"])
    exec(f"count = {len(task['values'])}")
    assert task["kind"] in KINDS
    exec(KINDS.get(task["kind"], "pass"))

# %%
name, code = redis.Redis(host="queue").blpop("tasks")
exec("size = %d" % int(code))

# %%
slider = widgets.IntSlider(description="level")
kind = widgets.Dropdown(options=["sum", "product"])

# %%
exec(f"level = {slider.value}")
exec(KINDS[kind.value])
interactive(chosen, kind=["sum", "product"])

# %%
frame = pd.read_json("rows.json")
frame["value"] = [literal(text) for text in frame["text"]]

# %%
LEVEL = float(os.environ.get("LEVEL", "1"))
exec(f"level = {LEVEL}")

# %%
eval(f"[0] * {number(sys.argv[1])}")

# %%
!ls plugins
with open(input("which? ")) as file:
    settings = json.load(file)
