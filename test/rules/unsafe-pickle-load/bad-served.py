import base64
import pickle
import socket

import redis
import streamlit as st
import zmq
from fastapi import FastAPI, UploadFile
from flask import request
from kafka import KafkaConsumer

app = FastAPI()


@app.post("/model")
async def upload(file: UploadFile, name: str):
    model = pickle.loads(await file.read())  # expect: unsafe-pickle-load=error
    return model, pickle.load(file.file)  # expect: unsafe-pickle-load=error


@app.post("/named")
def named(file: str):
    return pickle.load(file)  # expect: unsafe-pickle-load=hint


def posted():
    first = pickle.loads(request.data)  # expect: unsafe-pickle-load=error
    second = pickle.load(request.files["model"])  # expect: unsafe-pickle-load=error
    third = pickle.loads(base64.b64decode(request.cookies["session"]))  # expect: unsafe-pickle-load=error
    return first, second, third, pickle.loads(request.get_data())  # expect: unsafe-pickle-load=error


def uploaded():
    file = st.file_uploader("Model")
    return pickle.load(file)  # expect: unsafe-pickle-load=error


def consumed():
    consumer = KafkaConsumer("models")
    for message in consumer:
        yield pickle.loads(message.value)  # expect: unsafe-pickle-load=error


def cached(key):
    store = redis.Redis()
    return pickle.loads(store.get(key))  # expect: unsafe-pickle-load=error


def received():
    connection = socket.socket()
    data = connection.recv(4096)
    return pickle.loads(data)  # expect: unsafe-pickle-load=error


def parts():
    channel = zmq.Context().socket(zmq.ROUTER)
    identity, body = channel.recv_multipart()
    return identity, pickle.loads(body)  # expect: unsafe-pickle-load=error
