"""uvicorn.run(app, host="0.0.0.0")"""
import socket
import subprocess

import requests
import uvicorn
from flask import Flask

app = Flask(__name__)
app.run(host="127.0.0.1")
app.run()
uvicorn.run("main:app", host="localhost")
requests.get("http://0.0.0.0:8000/health")
if app.config["HOST"] == "0.0.0.0":
    print("0.0.0.0")
probe = socket.socket()
probe.bind(("0.0.0.0", 0))
subprocess.run(["mlflow", "server", "--host", "127.0.0.1"])
subprocess.run(["curl", "http://0.0.0.0:5000"])
settings = {"host": "0.0.0.0"}
NO_PROXY = "localhost,0.0.0.0"


def serve(host):
    uvicorn.run(app, host=host)
from ray import serve

serve.start(http_options={"host": "127.0.0.1", "port": 8000})
