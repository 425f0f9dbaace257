# Each kind of text that comes from elsewhere, as a part of a command.
import os
import socket
import subprocess
import sys

import boto3
import click
import ipywidgets as widgets
import kafka
import pandas as pd
import requests
import streamlit as st
from flask import Flask, request

app = Flask(__name__)


# %%
def show(name):
    subprocess.run(f"ls -l {name}", shell=True)  # expect: shell-command-injection=error


@app.post("/show")
def show_sent():
    show(request.form["name"])
    return "done"


# %%
def fetched(url):
    name = requests.post(url).json()["name"]
    os.system("mkdir " + name)  # expect: shell-command-injection=warning
    answer = boto3.client("s3").get_object(Bucket="names", Key="name.txt")
    os.system(f"mkdir {answer['Body'].read().decode()}")  # expect: shell-command-injection=warning


# %%
for message in kafka.KafkaConsumer("names"):
    os.system("mkdir %s" % message.value.decode())  # expect: shell-command-injection=warning

listener = socket.socket()
connection, _ = listener.accept()
subprocess.getoutput("ls {}".format(connection.recv(80).decode()))  # expect: shell-command-injection=warning


# %%
for row in pd.read_csv("videos.csv").itertuples():
    subprocess.call(f"ffmpeg -i {row.path} out.wav", shell=True)  # expect: shell-command-injection=warning

with open(sys.argv[1]) as file:
    for line in file:
        os.system("rm " + line.strip())  # expect: shell-command-injection=warning


# %%
os.system(" ".join(["cp", *sys.argv[1:]]))  # expect: shell-command-injection=warning
os.system(f"mkdir {input('name: ')}")  # expect: shell-command-injection=warning
os.system("mkdir " + click.prompt("name"))  # expect: shell-command-injection=warning
os.system(f"mkdir {os.environ['NAME']}")  # expect: shell-command-injection=info
os.system("mkdir " + os.getenv("NAME", "runs"))  # expect: shell-command-injection=info


# %%
box = widgets.Text(description="name")
os.system(f"mkdir {box.value}")  # expect: shell-command-injection=warning
os.system("mkdir " + st.text_input("name"))  # expect: shell-command-injection=warning
