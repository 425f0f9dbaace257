import argparse
import importlib
import json

import click
import fire
import gradio as gr
import hydra
import pandas as pd
import requests
import sympy
from flask import Flask, request
from huggingface_hub import hf_hub_download
from hydra.utils import instantiate
from omegaconf import OmegaConf

parser = argparse.ArgumentParser()
parser.add_argument("--betas", type=eval, default="(0.9, 0.999)")  # expect: dynamic-code-execution=info
parser.add_argument("--kwargs", default="{}")
args = parser.parse_args()
kwargs = eval(args.kwargs)  # expect: dynamic-code-execution=info

frame = pd.read_csv("boxes.csv")
frame["box"] = frame["box"].apply(lambda text: eval(text))  # expect: dynamic-code-execution=warning

config = OmegaConf.load(hf_hub_download("someone/net", "config.yaml"))
model = instantiate(config.model)  # expect: dynamic-code-execution=error
pinned = OmegaConf.load(hf_hub_download("someone/net", "config.yaml", revision="0123456789abcdef0123456789abcdef01234567"))
other = hydra.utils.instantiate(pinned.model)  # expect: dynamic-code-execution=info
third = instantiate(json.loads(requests.get("https://models.example/config.json").text))  # expect: dynamic-code-execution=error

app = Flask(__name__)


@app.route("/load")
def load():
    sympy.sympify(request.args["expression"])  # expect: dynamic-code-execution=warning
    return importlib.import_module(request.args["module"])  # expect: dynamic-code-execution=warning


def calculate(expression):
    return eval(expression)  # expect: dynamic-code-execution=error


demo = gr.Interface(fn=calculate, inputs="text", outputs="text")


@click.command()
@click.option("--expression")
def main(expression):
    print(eval(expression))  # expect: dynamic-code-execution=info


def run(expression):
    exec(expression)  # expect: dynamic-code-execution=info


fire.Fire(run)
