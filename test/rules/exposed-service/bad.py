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

app.run(host="0.0.0.0", port=5000)  # expect: exposed-service=info
app.run("0.0.0.0")  # expect: exposed-service=info
uvicorn.run(api, host=HOST, port=8000)  # expect: exposed-service=info
uvicorn.run("main:api", host="::")  # expect: exposed-service=info
gr.Interface(print, "text", "text").launch(server_name="0.0.0.0")  # expect: exposed-service=info
ray.init(dashboard_host="0.0.0.0")  # expect: exposed-service=warning
HTTPServer(("0.0.0.0", 8080), http.server.SimpleHTTPRequestHandler)  # expect: exposed-service=info
http.server.ThreadingHTTPServer(("", 8080), http.server.SimpleHTTPRequestHandler)  # expect: exposed-service=info
subprocess.Popen(["mlflow", "server", "--host", "0.0.0.0", "--port", "5000"])  # expect: exposed-service=info
subprocess.run("tensorboard --logdir runs --bind_all", shell=True)  # expect: exposed-service=info
os.environ["GRADIO_SERVER_NAME"] = "0.0.0.0"  # expect: exposed-service=info
c = get_config()
c.ServerApp.ip = "0.0.0.0"  # expect: exposed-service=info


def serve(host="0.0.0.0", port=8000):
    uvicorn.run(api, host=host, port=port)  # expect: exposed-service=hint
