import os
import pickle
from multiprocessing.connection import Client, Listener
from multiprocessing.managers import BaseManager, SyncManager

import zmq
from celery import Celery, shared_task
from kafka import KafkaConsumer

context = zmq.Context()
socket = context.socket(zmq.REP)
socket.bind("tcp://*:5555")
message = socket.recv_pyobj()  # expect: unsafe-pickle-transport=error


class Worker:
    def __init__(self, socket):
        self.socket = socket

    def run(self):
        return self.socket.recv_pyobj()  # expect: unsafe-pickle-transport=error


listener = Listener(("0.0.0.0", 6000))  # expect: unsafe-pickle-transport=error
keyed = Listener(("", 6000), authkey=b"secret")  # expect: unsafe-pickle-transport=error
local = Listener(address=("localhost", 6000))  # expect: unsafe-pickle-transport=info
client = Client(("worker.example.org", 6000))  # expect: unsafe-pickle-transport=error


class QueueManager(BaseManager):
    pass


a = QueueManager(address=("", 50000), authkey=b"abracadabra")  # expect: unsafe-pickle-transport=error
c = SyncManager(address=("127.0.0.1", 50000), authkey=b"abc")  # expect: unsafe-pickle-transport=info

consumer = KafkaConsumer("models", value_deserializer=pickle.loads)  # expect: unsafe-pickle-transport=error
other = KafkaConsumer("models", value_deserializer=lambda m: pickle.loads(m))  # expect: unsafe-pickle-transport=error, unsafe-pickle-load

app = Celery("tasks", broker="redis://localhost", accept_content=["pickle", "json"])  # expect: unsafe-pickle-transport=error
app.conf.task_serializer = "pickle"  # expect: unsafe-pickle-transport=warning
app.conf.update(accept_content=["pickle"], result_serializer="pickle")  # expect: unsafe-pickle-transport=error, unsafe-pickle-transport=warning
app.conf["accept_content"] = ["application/x-python-serialize"]  # expect: unsafe-pickle-transport=error
CELERY_ACCEPT_CONTENT = ["json", "pickle"]  # expect: unsafe-pickle-transport=error
CELERY_TASK_SERIALIZER = "pickle"  # expect: unsafe-pickle-transport=warning
settings = {"result_serializer": "pickle"}  # expect: unsafe-pickle-transport=warning


@app.task(serializer="pickle")  # expect: unsafe-pickle-transport=warning
def train(model):
    return model


@shared_task(serializer="pickle")  # expect: unsafe-pickle-transport=warning
def predict(model):
    return model


objects = [None]
