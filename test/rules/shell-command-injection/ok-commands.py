# The same helpers, classes and formats with constants, numbers, choices and quoted values.
import argparse
import functools
import os
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path
from shlex import join, quote
from subprocess import PIPE, Popen

import yaml

TEMPLATE = "ffmpeg -i {source} -r {rate} {target}"
SOURCE = "in.mp4"


# %%
def parsed():
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("--kind", choices=["train", "test"], default="train")
    parser.add_argument("--rate", type=int, default=10)
    return parser.parse_args()


def settings_of(path):
    with open(path) as file:
        return yaml.safe_load(file)


args = parsed()
settings = settings_of("settings.yaml")


# %%
subprocess.run(TEMPLATE.format(source=quote(args.source), rate=args.rate, target="out.wav"), shell=True)
subprocess.run("ffmpeg -i %s -r %d" % (SOURCE, args.rate), shell=True, check=True)
subprocess.run("ffmpeg -i %s" % shlex.quote(settings["source"]), shell=True)
subprocess.run(" ".join(["ffmpeg", "-i", quote(settings["source"])]), shell=True)
subprocess.run(" ".join(quote(str(value)) for value in settings["words"]), shell=True)
subprocess.run(" ".join(map(quote, settings["words"])), shell=True)
subprocess.run(join(["ffmpeg", "-i", args.source]), shell=True)
subprocess.run("ffmpeg -r {:d}".format(settings["rate"]), shell=True)
subprocess.run(f"ffmpeg -r {settings['rate']:.2f} -n {int(settings['count'])}", shell=True)
subprocess.run(["ffmpeg", "-i", args.source, *settings["words"]])
subprocess.run(f"python {args.kind}.py", shell=True)
with Popen("gzip {}".format(SOURCE), shell=True, stdout=PIPE) as process:
    process.wait()


# %%
def command_of(options):
    command = "python train.py"
    if options.source:
        command += " --source %s" % quote(options.source)
    return command + f" --rate {options.rate} --kind {options.kind}"


def run(command, cwd=None):
    print("+", command)
    return subprocess.run(command, shell=True, check=True, cwd=cwd)


run(command_of(args))
run("ls", cwd=args.source)
run(cwd=args.source, command="du -sh")


# %%
def words_of(config):
    words = ["python", "train.py"]
    words.extend(["--data", quote(config["data"])])
    for name in config["flags"]:
        words.append("--" + quote(name))
    return words


def launch(words):
    os.system(" ".join(words))


launch(words_of(settings))
launch(["python", "train.py"])


# %%
def shell(*words, **options):
    line = " ".join(shlex.quote(str(word)) for word in words)
    return subprocess.getoutput(line)


shell("du", "-sh", args.source)


# %%
class Job:
    template = "sbatch --job-name={name} --wrap {command}"

    def __init__(self, config):
        self.config = config
        self.name = shlex.quote(config["name"])

    def command(self):
        return shlex.join(["python", self.config["script"], "--data", self.config["data"]])

    def line(self):
        return self.template.format(name=self.name, command=quote(self.command()))

    def submit(self):
        return subprocess.check_call(self.line(), shell=True)

    def cancel(self):
        os.system("scancel --name " + self.name)


job = Job(settings["job"])
job.submit()
job.cancel()


# %%
@dataclass
class Options:
    source: str
    rate: int = 10


def convert(options: Options):
    os.system(f"ffmpeg -i {quote(options.source)} -r {options.rate}")


convert(Options(source=args.source))


# %%
def outer(folder):
    def inner(name):
        return f"rm -rf {folder}/{name}"

    for name in ["a", "b"]:
        os.system(inner(name))


outer("runs")
for name in settings["names"]:
    subprocess.run(["mkdir", "-p", f"runs/{name}"])
    subprocess.run("cat %(source)s" % {"source": quote(name)}, shell=True)
    subprocess.run(["sh", "-c", "cat $1", "sh", name], check=True)
    if name not in ("first", "second"):
        continue
    os.system(f"cat {name}")


# %%
def from_a_file(path):
    config = yaml.load(Path(path).read_text(), Loader=yaml.SafeLoader)
    for archive in config["archives"]:
        subprocess.run(["tar", "xzf", archive])
        subprocess.run("tar xzf {0!s}".format(quote(archive)), shell=True)
    command = "make"
    if config["fast"]:
        command += " -j"
    os.system(command)


from_a_file("archives.yaml")


# %%
SHELL = {"shell": True, "check": True}
NO_SHELL = {"shell": False}
quietly = functools.partial(subprocess.run, capture_output=True)
output_of = subprocess.getoutput

quietly(["cat", args.source])
output_of("cat " + quote(args.source))
subprocess.run("cat " + SOURCE, **SHELL)
subprocess.run("cat " + args.source, **NO_SHELL)
