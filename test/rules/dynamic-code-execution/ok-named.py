import argparse
import ast
import importlib

import click
import gradio as gr
import hydra
import pandas as pd
import sympy
from flask import request
from hydra.utils import instantiate
from omegaconf import OmegaConf

parser = argparse.ArgumentParser()
parser.add_argument("--betas", type=ast.literal_eval, default="(0.9, 0.999)")

frame = pd.read_csv("boxes.csv")
frame["box"] = frame["box"].apply(lambda text: ast.literal_eval(text))
frame["size"] = frame["box"].map(lambda box: eval("1 + 1"))
names = list(map(lambda name: eval(name), ["int", "float"]))

model = instantiate(OmegaConf.load("config.yaml").model)
module = importlib.import_module(f"models.{parser.parse_args().arch}")
expression = sympy.sympify("x**2")


@hydra.main(version_base=None, config_path="conf", config_name="config")
def train(cfg):
    return instantiate(cfg.model)


def show():
    importlib.import_module("json").dumps(request.args["text"])


def predict(text):
    model.eval()
    return model(text)


demo = gr.Interface(fn=predict, inputs="text", outputs="text")


@click.command()
@click.option("--name")
def main(name):
    model.eval()
    return name
