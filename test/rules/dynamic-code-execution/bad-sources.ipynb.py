# %%
%load_ext dotenv
%dotenv
import json
import os
import sys

import ipywidgets as widgets
import kafka
import pandas as pd
import redis
from flask import Flask, request
from ipywidgets import interactive

app = Flask(__name__)

# %%
def run(text):
    exec(text)  # expect: dynamic-code-execution=error

# %%
def value_of(text, scope=None):
    return eval(text, scope or {})  # expect: dynamic-code-execution=warning

# %%
def shown(formula):
    return eval(formula)  # expect: dynamic-code-execution=info

# %%
@app.post("/run")
def run_sent():
    run(request.get_json()["code"])
    return "done"

# %%
consumer = kafka.KafkaConsumer("tasks", bootstrap_servers="queue:9092")

# %%
for message in consumer:
    task = json.loads(message.value)
    value_of(task["formula"])

# %%
tasks = redis.Redis(host="queue")

# %%
while True:
    name, code = tasks.blpop("tasks")
    exec(code.decode())  # expect: dynamic-code-execution=warning

# %%
area = widgets.Textarea(description="code")
button = widgets.Button(description="run")

# %%
def clicked(_):
    exec(area.value)  # expect: dynamic-code-execution=info

button.on_click(clicked)

# %%
interactive(shown, formula="x + 1")

# %%
frame = pd.read_json("rows.json")
frame["value"] = [eval(text) for text in frame["text"]]  # expect: dynamic-code-execution=warning

# %%
STARTUP = os.environ.get("STARTUP", "")

# %%
if STARTUP:
    exec(STARTUP)  # expect: dynamic-code-execution=info

# %%
eval(sys.argv[1] if len(sys.argv) > 1 else input("formula: "))  # expect: dynamic-code-execution=info

# %%
!ls plugins
with open(input("which? ")) as file:
    exec(file.read())  # expect: dynamic-code-execution=info
