import argparse
import os

import media
from flask import Flask, request
from media import Player, convert, line
from media import run as launch

parser = argparse.ArgumentParser()
parser.add_argument("--video")
parser.add_argument("--frames", type=int)
args = parser.parse_args()

convert(args.video)  # expect: shell-command-injection=warning
convert("in.mp4", target=args.video)  # expect: shell-command-injection=warning
convert("in.mp4", f"frames-{args.frames}.wav")
launch(f"ls {args.video}")  # expect: shell-command-injection=warning
launch(args.video)  # expect: shell-command-injection=hint
media.unpack(  # expect: shell-command-injection=warning
    args.video,
)
Player.play(args.video)  # expect: shell-command-injection=warning
os.system(line(args.video))  # expect: shell-command-injection=warning

app = Flask(__name__)


@app.post("/convert")
def converted():
    name = request.form["name"]
    convert(name)  # expect: shell-command-injection=error
    media.run(request.form["command"])  # expect: shell-command-injection=error
    return again(name)


def again(name):
    return media.unpack(name)  # expect: shell-command-injection=error
