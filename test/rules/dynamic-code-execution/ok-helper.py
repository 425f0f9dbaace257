import ast
import functools
import json
import threading

import numpy as np
from flask import Flask, request

app = Flask(__name__)


def dtype(name):
    return eval(name)


DTYPES = [dtype("np.float32"), dtype("np.float16"), dtype(name="int")]


def g(d):
    return eval(d["r"])


g({"r": "1 + 1"})
g(json.loads('{"r": "1 + 1"}'))


class Layer:
    def __init__(self, kind, size):
        self.kind = kind
        self.size = size

    def build(self):
        return eval(f"np.{self.kind}")(self.size)


layers = [Layer("zeros", int(request.args["size"])), Layer("ones", 3)]


def spread(*names, **kinds):
    for name in names:
        eval(name)
    for kind in kinds.values():
        eval(kind)


spread("int", "float", first="str")


def preset(text="print(1)"):
    exec(text)


preset()
threading.Thread(target=preset, args=("print(2)",)).start()
double = lambda text: eval(text)
double("1 + 1")
list(map(dtype, ["int", "float"]))
functools.partial(dtype, "complex")()


def pair():
    return "1 + 1", input()


known, typed = pair()
eval(known)


def lines():
    yield "import math"
    yield "import json"


for line in lines():
    exec(line)


def literal(text):
    return ast.literal_eval(text)


eval(str(literal(input())))


def number(text):
    return int(text)


exec(f"level = {number(input())}")


def walk(depth, text):
    if depth == 0:
        return eval(text)
    return walk(depth - 1, text)


walk(3, "1 + 1")


@app.post("/kind")
def kind():
    return build(request.json["size"], "list")


def build(size, name):
    return eval(name)(int(size))


def unused(text):
    return eval(text)
