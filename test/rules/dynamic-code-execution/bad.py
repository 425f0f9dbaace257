import argparse
import json
import os
import sys

import pandas as pd
import yaml
from datasets import load_dataset
from flask import Flask, request

value = eval(input("learning rate: "))  # expect: dynamic-code-execution=info
eval(sys.argv[1])  # expect: dynamic-code-execution=info
shape = eval(os.environ["SHAPE"])  # expect: dynamic-code-execution=info

app = Flask(__name__)


@app.route("/calculate")
def calculate():
    return str(eval(request.args["expression"]))  # expect: dynamic-code-execution=error


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes")
    args = parser.parse_args()
    sizes = eval(args.sizes)  # expect: dynamic-code-execution=info
    model = eval(f"models.{args.sizes}")  # expect: dynamic-code-execution=hint
    return sizes, model


def rows():
    for row in load_dataset("csv", data_files="train.csv")["train"]:
        yield eval(row["messages"])  # expect: dynamic-code-execution=warning


def configured(path):
    with open(path) as file:
        config = yaml.safe_load(file)
    transform = eval(config["transform"])  # expect: dynamic-code-execution=warning
    frame = pd.read_csv(path)
    labels = [eval(text) for text in frame["labels"]]  # expect: dynamic-code-execution=warning
    with open(path) as file:
        exec(file.read())  # expect: dynamic-code-execution=info
    settings = json.load(open(path))
    return eval(settings["loss"]), transform, labels  # expect: dynamic-code-execution=warning


def columns(path):
    frame = pd.read_csv(path, converters={"boxes": eval})  # expect: dynamic-code-execution=warning
    frame["labels"] = frame["labels"].apply(eval)  # expect: dynamic-code-execution=warning
    return list(map(eval, open(path)))  # expect: dynamic-code-execution=warning


@api.post("/run")
async def run(expression: str):
    return eval(expression)  # expect: dynamic-code-execution=error
