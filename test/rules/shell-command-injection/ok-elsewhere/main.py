import argparse
import os

import media
from flask import Flask, request
from media import convert, line, show

parser = argparse.ArgumentParser()
parser.add_argument("--video")
args = parser.parse_args()

convert(args.video, count=args.video, format=args.video)
show(args.video)
media.run(f"ls {args.video}")
os.system(line(args.video))

app = Flask(__name__)


@app.post("/convert")
def converted():
    convert(request.form["name"])
    show(request.form["name"])
    return "yes"
