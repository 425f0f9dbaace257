# The same sources behind quoting, numbers, lists, plain patterns, or without a shell.
import ast
import json
import os
import pipes
import re
import shlex
import socket
import subprocess
import sys

import boto3
import click
import ipywidgets as widgets
import kafka
import pandas as pd
import requests
from flask import Flask, request

app = Flask(__name__)
NAMES = ("train", "test")


# %%
def show(name):
    subprocess.run(f"ls -l {shlex.quote(name)}", shell=True)


def quoted(*words):
    return " ".join(shlex.quote(word) for word in words)


@app.post("/show")
def show_sent():
    show(request.form["name"])
    os.system(quoted("mkdir", request.form["name"]))
    os.system("head -n {} log.txt".format(int(request.form["count"])))
    subprocess.run(["ls", request.form["name"]])
    name = request.form["name"]
    if name in NAMES:
        os.system(f"python {name}.py")
    return "done"


# %%
def fetched(url):
    answer = requests.post(url).json()
    os.system("mkdir " + shlex.quote(answer["name"]))
    os.system(f"sleep {ast.literal_eval(answer['seconds'])}")
    os.system(f"kill {int(boto3.client('s3').get_object(Bucket='b', Key='pid')['Body'].read())}")


# %%
for message in kafka.KafkaConsumer("names"):
    value = json.loads(message.value)
    assert value["kind"] in NAMES
    os.system("mkdir %s" % pipes.quote(value["name"]))
    os.system(f"sleep {value['seconds']:.1f}")

listener = socket.socket()
connection, _ = listener.accept()
subprocess.getoutput("ls {}".format(shlex.quote(connection.recv(80).decode())))


# %%
for row in pd.read_csv("videos.csv").itertuples():
    subprocess.call(shlex.join(["ffmpeg", "-i", row.path, "out.wav"]), shell=True)

with open(sys.argv[1]) as file:
    for line in file:
        os.system("rm " + re.sub(r"[^\w.-]", "", line))


# %%
os.system(" ".join(["cp", *map(shlex.quote, sys.argv[1:])]))
os.system(f"head -n {int(input('lines: '))} log.txt")
os.system("mkdir " + shlex.quote(click.prompt("name")))
os.system(f"sleep {float(os.environ['SECONDS'])}")
KIND = os.getenv("KIND", "train")
if KIND not in NAMES:
    sys.exit("no such kind")
os.system(f"python {KIND}.py")


# %%
slider = widgets.IntSlider(description="epochs")
os.system(f"python train.py --epochs {slider.value:d}")
