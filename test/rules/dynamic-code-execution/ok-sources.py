import json
import multiprocessing
import os
import queue
import re
from pathlib import Path

import ipywidgets as widgets
import requests

HERE = Path(__file__).parent
slider = widgets.IntSlider()
eval(f"level({slider.value})")
eval(f"level({int(os.environ['LEVEL'])})")
eval(f"connect({os.environ['API_KEY']!r})")
exec((HERE / "plugin.py").read_text())
exec(open(os.path.join(os.path.dirname(__file__), "version.py")).read())
with open("setup_version.py") as file:
    exec(file.read())

tasks = queue.Queue()
tasks.put("print(1)")
session = {"name": "print(2)"}
exec(session.get("name"))
status = requests.get("https://models.example/status").status_code
eval(f"level({status:d})")
eval("level(%d)" % len(requests.get("https://models.example/list").json()))
version = re.fullmatch(r"\d+", os.environ["VERSION"])
eval(f"v{version.group()}")


def handle(request):
    kind = request.GET["kind"]
    if kind == "sum":
        return eval(kind)
    if not kind.isidentifier():
        raise ValueError(kind)
    return eval(kind)


def calculator(text):
    if re.fullmatch(r"[\d+\-*/(). ]+", text):
        return eval(text)


calculator(input())
request = build()
exec(request.data)
