import argparse
import ast
import json
import os
import re
import shlex
import subprocess
import sys
import uuid
from pathlib import Path
from shlex import quote

import click
from fastapi import FastAPI
from flask import Flask, request

ALLOWED = {"resnet", "vit"}
NAME = re.compile(r"[\w.-]+")
FOLDER = Path(__file__).resolve().parent
PLAYERS = {"mp4": "ffplay", "wav": "aplay"}

parser = argparse.ArgumentParser()
parser.add_argument("--video")
parser.add_argument("--model", choices=["resnet", "vit"])
parser.add_argument("--epochs", type=int, default=3)
parser.add_argument("--rate", type=float)
parser.add_argument("--fast", action="store_true")
parser.add_argument("-n", "--number-of-runs", dest="runs", type=int)
parser.add_argument("files", nargs="*")
args = parser.parse_args()

os.system(f"ffmpeg -i {shlex.quote(args.video)} out.wav")
os.system("ffmpeg -i {} out.wav".format(quote(args.video)))
os.system("ffmpeg -i %s out.wav" % (shlex.quote(args.video),))
os.system("cat " + " ".join(shlex.quote(name) for name in args.files))
os.system("cat " + " ".join([quote(str(name)) for name in args.files]))
os.system("cat " + " ".join(map(shlex.quote, args.files)))
os.system("cat " + " ".join(map(lambda name: quote(name), args.files)))
os.system(shlex.join(["cat", *args.files]))
os.system(f"python train.py --model {args.model} --epochs {args.epochs} --rate {args.rate} {args.fast} {args.runs}")
os.system("python train.py --epochs %d" % int(args.video))
os.system("kill %d" % args.video)
os.system(f"kill {args.video:d}")
os.system("python train.py --epochs {}".format(vars(args)["epochs"]))
os.system("python train.py --rate " + str(getattr(args, "rate")))
os.system("head -n {} log.txt".format(len(args.files)))
os.system(f"{PLAYERS[args.video]} out.wav; {PLAYERS.get(args.video, 'ls')}")
os.system(f"cd {FOLDER} && make")
os.system(f"{sys.executable} -m pip list")
os.system(f"mkdir runs/{uuid.uuid4()}")
os.system(f"sleep {int(json.loads(args.video)['seconds'])}")
os.system(f"sleep {json.loads(args.video)['seconds']:.2f}")

words = ["ffmpeg", "-i"]
words.append(shlex.quote(args.video))
os.system(" ".join(words))


def quoted(value):
    return shlex.quote(str(value))


os.system("cat " + " ".join(map(quoted, args.files)))
os.system(f"cat {quoted(args.video)}")


def build(options):
    return ["python", "train.py", "--video", options.video]


subprocess.run(build(args))
os.system(shlex.join(build(args)))


def run(command):
    subprocess.run(command, shell=True, check=True)


run("ls")
run(f"ls {FOLDER}")
run("make " + "clean")


def listed(model):
    if model not in ALLOWED:
        raise ValueError(model)
    os.system(f"python train.py --model {model}")


def chosen(model):
    if model == "resnet" or model == "vit":
        os.system(f"python train.py --model {model}")
    assert model in ("a", "b")
    os.system(f"python test.py --model {model}")


def matched(name):
    match name:
        case "train" | "test":
            os.system(f"python {name}.py")


def plain(name, other):
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", name):
        raise ValueError(name)
    os.system(f"mkdir runs/{name}")
    if NAME.fullmatch(other) is None:
        return
    os.system(f"mkdir runs/{other}")


def cut(name):
    os.system("mkdir runs/" + re.sub(r"[^\w-]", "_", name))
    version = re.search(r"v(\d+)\.(\d+)", name)
    os.system(f"git checkout {version.group(0)}")
    if name.isidentifier() and len(name) < 20:
        os.system(f"python -m {name}")


def typed(count: int, rate: float | None = None):
    os.system(f"python train.py --count {count} --rate {rate}")


@click.command()
@click.option("--count", type=int)
@click.option("--model", type=click.Choice(["resnet", "vit"]))
def clicked(count, model):
    os.system(f"python train.py --count {count} --model {model}")


api = FastAPI()
app = Flask(__name__)


@api.get("/steps/{step}")
def steps(step: int):
    os.system(f"python show.py {step}")


@app.route("/pages/<int:page>")
def pages(page):
    os.system(f"python show.py {page}")
    name = request.args["name"]
    if name not in ALLOWED:
        return "no", 404
    os.system(f"python show.py {name}")
    os.system(f"python show.py {ast.literal_eval(request.args['number'])}")
    return os.popen("uptime").read()
