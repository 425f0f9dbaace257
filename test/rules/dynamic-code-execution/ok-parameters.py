# Helpers of the same shapes that only ever get constants, numbers, names of a list, or parse what they are given.
import argparse
import ast
import asyncio
import json
import os
import sys
from dataclasses import dataclass

import yaml
from flask import Flask, request

app = Flask(__name__)


# %%
def evaluate(*, text, scope=None):
    return eval(text, scope or {})


def forwarded(**options):
    return evaluate(**options)


@app.post("/keyword")
def by_keyword():
    evaluate(text="a + b", scope=request.json)
    return str(forwarded(text="a * b", scope={"a": request.json["a"]}))


# %%
def positional(first, second):
    return eval(second, {"x": first})


positional(sys.argv[1], "x + 1")
positional(*[sys.argv[1], "x * 2"])


# %%
class Formula:
    def __init__(self, text, name="formula"):
        self.name = name
        self.text = text.strip()

    def value(self, row):
        return eval(f"({self.text})", {}, row)


class Sheet:
    formulas = [Formula("a + b"), Formula(text="a * b", name=input())]

    def values(self, row):
        return [formula.value(row) for formula in self.formulas]


@app.post("/sheet")
def sheet():
    return Sheet().values(request.json)


# %%
class Tools:
    @staticmethod
    def run(code):
        exec(code)

    @classmethod
    def run_each(cls, codes):
        for code in codes:
            exec(code)


Tools.run("import math")
Tools.run_each(["import math", "import json"])
Tools.run_each(codes=("pass",))


# %%
@dataclass
class Step:
    name: str
    code: str

    def run(self):
        exec(self.code)


for step in [Step("first", "x = 1"), Step(code="y = 2", name=os.environ["NAME"])]:
    step.run()


# %%
def joined(lines):
    exec("\n".join(lines))


def printed(text, name):
    exec("%s = %d" % (name, text))


def formatted(text):
    exec("result = {:d}".format(text))


def framed(text):
    exec(f"rate = {float(text)}")


def configure(path):
    settings = json.load(open(path))
    joined(["import math", "import json"])
    printed(settings["value"], "rate")
    formatted(settings.get("result"))
    framed(settings["step"])


# %%
async def later(text):
    return ast.literal_eval(text)


@app.post("/later")
async def run_later():
    body = await request.get_json()
    return await asyncio.gather(later(body["a"]), later("1"))


# %%
def table(entries):
    return {name: json.loads(text) for name, text in entries.items()}


table(yaml.safe_load(open("table.yaml")))


# %%
KINDS = {"sum": "a + b", "product": "a * b"}


def chosen(kind):
    if kind not in KINDS:
        raise ValueError(kind)
    return eval(kind.upper(), KINDS)


def by_table(kind):
    return eval(KINDS[kind])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kind", choices=["sum", "product"])
    parser.add_argument("--count", type=int)
    args = parser.parse_args()
    chosen(args.kind)
    by_table(args.kind)
    only_numbers(args.count)
    only_numbers(int(input()))


def only_numbers(count):
    return eval(f"[0] * {count}")


# %%
def decorator(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@decorator
def decorated(text):
    return eval(text)


decorated("1 + 1")


# %%
class Model:
    def eval(self, text):
        return text

    def exec(self, text):
        return text


def predict(model, text):
    model.eval()
    return model.exec(text)


predict(Model(), input())


# %%
class Reader:
    """Has a method that runs what it is given, and only gives it its own text."""

    code = "state = {}"

    def run(self, code):
        exec(code)

    def reset(self):
        self.run(self.code)
        self.run(code=Reader.code)

    def read(self):
        return self.other(input())

    def other(self, code):
        return len(code)
