import http.server
import os
import subprocess

import gradio as gr
import ray
import uvicorn
from fastapi import FastAPI
from flask import Flask
from http.server import HTTPServer

HOST = "0.0.0.0"
app = Flask(__name__)
api = FastAPI()

app.run(host="0.0.0.0", port=5000)  # expect: exposed-server=info
app.run("0.0.0.0")  # expect: exposed-server=info
uvicorn.run(api, host=HOST, port=8000)  # expect: exposed-server=info
uvicorn.run("main:api", host="::")  # expect: exposed-server=info
gr.Interface(print, "text", "text").launch(server_name="0.0.0.0")  # expect: exposed-server=info
ray.init(dashboard_host="0.0.0.0")  # expect: exposed-server=warning
HTTPServer(("0.0.0.0", 8080), http.server.SimpleHTTPRequestHandler)  # expect: exposed-server=info
http.server.ThreadingHTTPServer(("", 8080), http.server.SimpleHTTPRequestHandler)  # expect: exposed-server=info
subprocess.Popen(["mlflow", "server", "--host", "0.0.0.0", "--port", "5000"])  # expect: exposed-server=info
subprocess.run("tensorboard --logdir runs --bind_all", shell=True)  # expect: exposed-server=info
os.environ["GRADIO_SERVER_NAME"] = "0.0.0.0"  # expect: exposed-server=info
c = get_config()
c.ServerApp.ip = "0.0.0.0"  # expect: exposed-server=info


def serve(host="0.0.0.0", port=8000):
    uvicorn.run(api, host=host, port=port)  # expect: exposed-server=hint
from ray import serve

serve.start(http_options={"host": "0.0.0.0", "port": 8000})  # expect: exposed-server=info
serve.start(http_options=serve.HTTPOptions(host="0.0.0.0"))  # expect: exposed-server=info
