"""socket.recv_pyobj() in a docstring is no call."""
import json
import multiprocessing as mp
import os
from multiprocessing.connection import Client, Listener
from multiprocessing.managers import BaseManager

import zmq
from celery import Celery
from kafka import KafkaConsumer

socket = zmq.Context().socket(zmq.REP)
socket.bind("tcp://*:5555")
a = socket.recv_json()
b = socket.recv_multipart()
socket.send_pyobj({"a": 1})

c = Listener(("0.0.0.0", 6000), authkey=os.environ["KEY"].encode())
d = Listener("/tmp/socket")
e = Client(("worker.example.org", 6000), authkey=os.environ["KEY"].encode())
f = BaseManager(address=("", 50000), authkey=os.environ["KEY"].encode())
g = mp.Manager().dict()
parent, child = mp.Pipe()
h = parent.recv()
i = KafkaConsumer("models", value_deserializer=json.loads)

app = Celery("tasks", accept_content=["json"], task_serializer="json")
app.conf.accept_content = ["json", "msgpack"]
CELERY_TASK_SERIALIZER = "json"
supported = CELERY_TASK_SERIALIZER == "pickle"


@app.task(serializer="json")
def train(model):
    return model


def connect(address, authkey):
    return Client(address, authkey=authkey)
