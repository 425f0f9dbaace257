# What reaches eval and exec through parameters, in the ways that helpers are written and called.
import argparse
import asyncio
import json
import os
import sys
from collections import namedtuple

from flask import Flask, request

app = Flask(__name__)


# %%
def evaluate(*, text, scope=None):
    return eval(text, scope or {})  # expect: dynamic-code-execution=error


def forwarded(**options):
    return evaluate(**options)


@app.post("/keyword")
def by_keyword():
    return str(evaluate(scope={}, text=request.json["formula"]))


# %%
def unpacked(text, scope):
    return eval(text, scope)  # expect: dynamic-code-execution=error


@app.post("/options")
def by_options():
    options = {"text": request.json["formula"], "scope": {}}
    return str(unpacked(**options))


# %%
def positional(first, second):
    return eval(second, {"x": first})  # expect: dynamic-code-execution=info


positional(*[1, sys.argv[1]])


# %%
class Formula:
    """One formula of a sheet."""

    def __init__(self, text, name="formula"):
        self.name = name
        self.text = text.strip()

    @property
    def source(self):
        return f"({self.text})"

    def value(self, row):
        return eval(self.source, {}, row)  # expect: dynamic-code-execution=error


class Sheet:
    def __init__(self):
        self.formulas = []

    def add(self, text):
        self.formulas.append(Formula(text=text))

    def values(self, row):
        return [formula.value(row) for formula in self.formulas]


@app.post("/sheet")
def sheet():
    made = Sheet()
    for text in request.json["formulas"]:
        made.add(text)
    return made.values({})


# %%
class Tools:
    @staticmethod
    def run(code):
        exec(code)  # expect: dynamic-code-execution=info

    @classmethod
    def run_each(cls, codes):
        for code in codes:
            exec(code)  # expect: dynamic-code-execution=info


Tools.run(os.environ["STARTUP"])
Tools.run_each([os.getenv("FIRST"), "pass"])


# %%
def joined(lines):
    exec("\n".join(lines))  # expect: dynamic-code-execution=warning


def printed(text, name):
    exec("%s = %s" % (name, text))  # expect: dynamic-code-execution=warning


def formatted(text):
    exec("result = {}".format(text))  # expect: dynamic-code-execution=warning


def framed(text):
    body = f"def step(x):\n    return {text}\n"
    exec(body)  # expect: dynamic-code-execution=warning


def configure(path):
    settings = json.load(open(path))
    joined([line for line in settings["lines"] if line])
    printed(settings["value"], "rate")
    formatted(settings.get("result"))
    framed(settings["step"])


# %%
async def later(text):
    return eval(text)  # expect: dynamic-code-execution=error


@app.post("/later")
async def run_later():
    body = await request.get_json()
    first, second = await asyncio.gather(later(body["a"]), later("1"))
    return [first, second]


# %%
def table(entries):
    return {name: eval(text) for name, text in entries.items()}  # expect: dynamic-code-execution=warning


table(json.load(open("table.json")))


# %%
def chosen(text=None):
    code = text or "pass"
    exec(code)  # expect: dynamic-code-execution=info


def either(text, fast):
    exec(text if fast else "pass")  # expect: dynamic-code-execution=info


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--code")
    parser.add_argument("--fast", action="store_true")
    args = parser.parse_args()
    chosen(args.code)
    either(args.code, fast=args.fast)


# %%
def decorator(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@decorator
def decorated(text):
    return eval(text)  # expect: dynamic-code-execution=info


decorated(input())


# %%
def compiled(source, name):
    code = compile(source, name, "exec")
    exec(code, {})  # expect: dynamic-code-execution=error


@app.post("/compiled")
def run_compiled():
    compiled(request.get_data(as_text=True), name="<request>")


# %%
Task = namedtuple("Task", ["name", "code"])


def perform(task):
    exec(task.code)  # expect: dynamic-code-execution=error


@app.post("/task")
def submit():
    perform(Task("sent", request.form["code"]))


# %%
def with_a_file(file):
    for line in file:
        eval(line)  # expect: dynamic-code-execution=info


with open(sys.argv[1]) as opened:
    with_a_file(opened)


# %%
class Recorder:
    """Keeps what is sent, and runs it later."""

    def __init__(self):
        self.commands = []
        self.known = []

    def record(self, command):
        self.commands.append(command)
        self.known.append("pass")

    def replay(self):
        for command in self.commands:
            exec(command)  # expect: dynamic-code-execution=error
        for command in self.known:
            exec(command)


@app.post("/record")
def record():
    recorder = Recorder()
    recorder.record(request.json["command"])
    return recorder.replay()
