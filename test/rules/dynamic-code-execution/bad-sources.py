import os
import socket
import sys

import boto3
import ipywidgets as widgets
import kafka
import pika
import streamlit as st
import zmq
from ipywidgets import interact
from pathlib import Path

listener = socket.socket()
connection, address = listener.accept()
exec(connection.recv(4096).decode())  # expect: dynamic-code-execution=warning
exec(zmq.Context().socket(zmq.REP).recv_string())  # expect: dynamic-code-execution=warning

for message in kafka.KafkaConsumer("tasks"):
    exec(message.value)  # expect: dynamic-code-execution=warning


def work(channel, method, properties, body):
    exec(body)  # expect: dynamic-code-execution=warning


pika.BlockingConnection().channel().basic_consume("tasks", on_message_callback=work)
for message in boto3.client("sqs").receive_message(QueueUrl=queue)["Messages"]:
    exec(message["Body"])  # expect: dynamic-code-execution=warning

box = widgets.Text(description="formula")
eval(box.value)  # expect: dynamic-code-execution=info
eval(st.text_input("formula"))  # expect: dynamic-code-execution=info
eval(st.sidebar.text_area("formula"))  # expect: dynamic-code-execution=info


@interact(formula="1 + 1")
def show(formula):
    print(eval(formula))  # expect: dynamic-code-execution=info


for line in sys.stdin:
    exec(line)  # expect: dynamic-code-execution=info
exec(sys.stdin.read())  # expect: dynamic-code-execution=info
for name, code in os.environ.items():
    exec(code)  # expect: dynamic-code-execution=info
for script in sorted(Path("plugins").glob("*.py")):
    exec(script.read_text())  # expect: dynamic-code-execution=info
    exec(compile(script.read_bytes(), str(script), "exec"))  # expect: dynamic-code-execution=info
