import argparse
import asyncio
import json
import os
import string
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import fire
import typer
import yaml

parser = argparse.ArgumentParser()
parser.add_argument("--video")
parser.add_argument("--frames", type=int, default=10)
parser.add_argument("extra", nargs="*")
args, rest = parser.parse_known_args()

os.system("ffmpeg -i {} out.wav".format(args.video))  # expect: shell-command-injection=warning
os.system(  # expect: shell-command-injection=warning
    "ffmpeg -i %s -frames %d out.wav"
    % (
        args.video,  # the file
        args.frames,
    )
)
os.system(" ".join(["ffmpeg", "-i", args.video]))  # expect: shell-command-injection=warning
os.system("ffmpeg -i %(video)s" % vars(args))  # expect: shell-command-injection=warning
os.system(string.Template("ffmpeg -i $video").substitute(video=args.video))  # expect: shell-command-injection=warning
os.popen("ffmpeg -i {video}".format(**vars(args)))  # expect: shell-command-injection=warning
os.system("ffmpeg " + " ".join(rest))  # expect: shell-command-injection=warning
os.system("ffmpeg -i " + getattr(args, "video"))  # expect: shell-command-injection=warning
os.system(f"cp {sys.argv[1]} videos/")  # expect: shell-command-injection=warning

command = ["ffmpeg", "-i"]
command.append(args.video)
command += ["out.wav"]
subprocess.run(" ".join(command), shell=True)  # expect: shell-command-injection=warning

line = "ffmpeg"
if args.video:
    line += " -i "
    line += args.video
subprocess.check_call(line, shell=True)  # expect: shell-command-injection=warning

words = {}
words["input"] = args.video
os.system("ffmpeg -i {input}".format(**words))  # expect: shell-command-injection=warning


def build(options):
    parts = ["python", "train.py"]
    for name, value in vars(options).items():
        parts.append(f"--{name} {value}")
    return " ".join(parts)


os.system(build(args))  # expect: shell-command-injection=warning


def run(command):
    print(command)
    subprocess.run(command, shell=True, check=True)  # expect: shell-command-injection=warning


run(f"ffmpeg -i {args.video} out.wav")
run("ls")


async def convert(path):
    await asyncio.create_subprocess_shell(f"ffmpeg -i {path} out.wav")  # expect: shell-command-injection=warning


asyncio.run(convert(args.video))

with open("config.yaml") as file:
    config = yaml.safe_load(file)
os.system("tar xzf " + config["archive"])  # expect: shell-command-injection=warning

settings = json.loads(Path("settings.json").read_text())
for name in settings["names"]:
    subprocess.call(  # expect: shell-command-injection=warning
        f"rm -rf runs/{name}",
        shell=True,
    )

project = tomllib.load(open("project.toml", "rb"))
os.system("git clone {0[repository]}".format(project))  # expect: shell-command-injection=warning


@click.command()
@click.option("--name")
@click.argument("target")
def clean(name, target):
    os.system(f"rm -rf {target}/{name}")  # expect: shell-command-injection=warning


def show(path: str):
    os.system("cat " + path)  # expect: shell-command-injection=warning


fire.Fire(show)
app = typer.Typer()


@app.command()
def copy(source: Path, target: str = typer.Option("out")):
    os.system(f"cp {source} {target}")  # expect: shell-command-injection=warning


class Runner:
    def __init__(self, folder):
        self.folder = folder
        self.prefix = f"cd {folder} && "

    def run(self, command):
        os.system(self.prefix + command)  # expect: shell-command-injection=warning

    def clean(self):
        os.system(f"rm -rf {self.folder}/*.pt")  # expect: shell-command-injection=warning


Runner(args.video).run("ls")
