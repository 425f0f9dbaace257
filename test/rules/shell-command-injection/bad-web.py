import os
import subprocess

from django.http import HttpResponse
from fastapi import FastAPI, Request
from flask import Flask, request as asked

flask_app = Flask(__name__)
api = FastAPI()


@flask_app.route("/convert")
def convert():
    name = asked.args.get("name", "video")
    os.system(f"ffmpeg -i {name}.mp4 out.wav")  # expect: shell-command-injection=error
    subprocess.run(asked.form["command"], shell=True)  # expect: shell-command-injection=error
    return unpack(asked.files["archive"].filename)


def unpack(path):
    return subprocess.getoutput("unzip " + path)  # expect: shell-command-injection=error


@api.post("/run")
async def run(request: Request):
    body = await request.json()
    os.system(  # expect: shell-command-injection=error
        "python train.py --name "
        + body["name"]
    )


@api.get("/list/{folder}")
def listed(folder: str, depth: int = 1):
    return os.popen(f"find {folder} -maxdepth {depth}").read()  # expect: shell-command-injection=error


def view(request):
    host = request.GET["host"]
    return HttpResponse(subprocess.check_output("ping -c 1 %s" % host, shell=True))  # expect: shell-command-injection=error
