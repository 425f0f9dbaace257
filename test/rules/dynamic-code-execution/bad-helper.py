import contextlib
import functools
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import yaml
from flask import Flask, request

app = Flask(__name__)


def g(d):
    return eval(d["r"])  # expect: dynamic-code-execution=warning


g(json.loads(raw))


def calculate(expression, scope=None):
    """Works out what it is given."""
    return eval(expression, scope or {})  # expect: dynamic-code-execution=error


@app.post("/calculate")
def answer():
    return str(calculate(request.json["expression"]))


def first(text):
    return second(text.strip())


def second(text):
    return third(f"({text})")


def third(text):
    return eval(text)  # expect: dynamic-code-execution=info


first(input())


class Rule:
    def __init__(self, condition):
        self.condition = condition

    def holds(self, row):
        return eval(self.condition, {}, row)  # expect: dynamic-code-execution=warning


class Rules:
    transform = None

    def load(self, path):
        with open(path) as file:
            settings = yaml.safe_load(file)
        self.transform = settings["transform"]
        return [Rule(text) for text in settings["rules"]]

    def apply(self, row):
        return eval(self.transform, {}, row)  # expect: dynamic-code-execution=warning


def spread(*expressions, **named):
    for expression in expressions:
        eval(expression)  # expect: dynamic-code-execution=error
    for name, expression in named.items():
        eval(expression)  # expect: dynamic-code-execution=error


@app.post("/spread")
def spread_out():
    spread(request.args["a"], *request.args.getlist("b"), c=request.args["c"])


def with_default(text=input("text: ")):
    exec(text)  # expect: dynamic-code-execution=info


double = lambda text: eval(text) * 2  # expect: dynamic-code-execution=info
double(input())


def each(row):
    return eval(row)  # expect: dynamic-code-execution=warning


frame = pd.read_csv("boxes.csv")
values = list(map(each, frame["box"]))


def column(text):
    return eval(text)  # expect: dynamic-code-execution=warning


frame["box"] = frame["box"].apply(column)


def worker(task):
    exec(task)  # expect: dynamic-code-execution=error


@app.post("/thread")
def start():
    threading.Thread(target=worker, args=(request.data.decode(),)).start()


def pooled(task):
    exec(task)  # expect: dynamic-code-execution=error


@app.post("/pool")
def submit():
    with ThreadPoolExecutor() as pool:
        pool.submit(pooled, request.form["task"])


def bound(scope, text):
    exec(text, scope)  # expect: dynamic-code-execution=info


functools.partial(bound, {})(text=input())
run = functools.partial(bound, {}, input())


@functools.lru_cache
def remembered(text):
    return eval(text)  # expect: dynamic-code-execution=info


remembered(input())


@contextlib.contextmanager
def opened(text):
    yield text.strip()


with opened(input()) as line:
    exec(line)  # expect: dynamic-code-execution=info


def parts():
    return "scope", input()


scope, body = parts()
exec(body)  # expect: dynamic-code-execution=info
exec(scope)


def lines():
    yield "import math"
    yield from read_lines()


def read_lines():
    while True:
        yield input("> ")


for line in lines():
    exec(line)  # expect: dynamic-code-execution=info


def nested(tree):
    if tree.get("left"):
        nested(tree["left"])
    return eval(tree["value"])  # expect: dynamic-code-execution=warning


nested(json.load(open(path)))


def outer(text):
    def inner():
        return eval(text)  # expect: dynamic-code-execution=info

    return inner()


outer(input())


class Base:
    def evaluate(self, text):
        return eval(text)  # expect: dynamic-code-execution=error


class View(Base):
    def post(self, request):
        return self.evaluate(request.POST["text"])
