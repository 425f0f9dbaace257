# Commands that helpers, classes and formats put together of options and of a YAML of the project.
import argparse
import functools
import os
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen

import yaml

TEMPLATE = "ffmpeg -i {source} -r {rate} {target}"


# %%
def parsed():
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("--target", default="out.wav")
    parser.add_argument("--rate", type=int, default=10)
    return parser.parse_args()


def settings_of(path):
    with open(path) as file:
        return yaml.safe_load(file)


args = parsed()
settings = settings_of("settings.yaml")


# %%
subprocess.run(TEMPLATE.format(source=args.source, rate=args.rate, target="out.wav"), shell=True)  # expect: shell-command-injection=warning
subprocess.run("ffmpeg -i %s -r %d" % (settings["source"], args.rate), shell=True, check=True)  # expect: shell-command-injection=warning
subprocess.run(" ".join(["ffmpeg", "-i", settings["source"]]), shell=True)  # expect: shell-command-injection=warning
subprocess.run("ffmpeg " + " ".join(f"--{name} {value}" for name, value in settings.items()), shell=True)  # expect: shell-command-injection=warning
subprocess.check_output(args=f"ffmpeg -i {settings.get('source')}", shell=True)  # expect: shell-command-injection=warning
with Popen("gzip {}".format(args.target), shell=True, stdout=PIPE) as process:  # expect: shell-command-injection=warning
    process.wait()


# %%
def command_of(options):
    command = "python train.py"
    if options.target:
        command += " --target %s" % options.target
    return command + f" --rate {options.rate}"


def run(command, cwd=None):
    """Runs it, and shows it before."""
    print("+", command)
    return subprocess.run(command, shell=True, check=True, cwd=cwd)  # expect: shell-command-injection=warning


run(command_of(args))
run("ls", cwd=args.target)


# %%
def words_of(config):
    words = ["python", "train.py"]
    words.extend(["--data", config["data"]])
    for name in config["flags"]:
        words.append("--" + name)
    return words


def launch(words):
    os.system(" ".join(words))  # expect: shell-command-injection=warning


launch(words_of(settings))


# %%
def shell(*words, **options):
    line = " ".join(str(word) for word in words)
    return subprocess.getoutput(line)  # expect: shell-command-injection=warning


shell("du", "-sh", args.source)


# %%
class Job:
    template = "sbatch --job-name={name} --wrap '{command}'"

    def __init__(self, config):
        self.config = config
        self.name = config["name"]

    def command(self):
        return "python {} --data {}".format(self.config["script"], self.config["data"])

    def line(self):
        return self.template.format(name=self.name, command=self.command())

    def submit(self):
        return subprocess.check_call(self.line(), shell=True)  # expect: shell-command-injection=warning

    def cancel(self):
        os.system("scancel --name " + self.name)  # expect: shell-command-injection=warning


job = Job(settings["job"])
job.submit()
job.cancel()


# %%
@dataclass
class Options:
    source: str
    rate: int = 10


def convert(options: Options):
    os.system(f"ffmpeg -i {options.source} -r {options.rate}")  # expect: shell-command-injection=warning


convert(Options(source=args.source))


# %%
def outer(folder):
    def inner(name):
        return f"rm -rf {folder}/{name}"

    for name in ["a", "b"]:
        os.system(inner(name))  # expect: shell-command-injection=warning


outer(args.target)
for name in settings["names"]:
    os.popen("mkdir -p runs/%s" % name)  # expect: shell-command-injection=warning
    subprocess.call("cp %(source)s %(target)s" % {"source": name, "target": "runs"}, shell=True)  # expect: shell-command-injection=warning
    subprocess.run(["sh", "-c", "cat " + name], check=True)  # expect: shell-command-injection=warning


# %%
def partly(source, target):
    subprocess.run(f"cp {shlex.quote(source)} {target}", shell=True)  # expect: shell-command-injection=warning


partly(args.source, args.target)


# %%
def from_a_file(path):
    config = yaml.load(Path(path).read_text(), Loader=yaml.SafeLoader)
    (archive, folder), *others = config["archives"]
    subprocess.run(f"tar xzf {archive} -C {folder}", shell=True)  # expect: shell-command-injection=warning
    [os.system(f"rm {other}") for other in others]  # expect: shell-command-injection=warning


from_a_file("archives.yaml")


# %%
SHELL = {"shell": True, "check": True}
quietly = functools.partial(subprocess.run, shell=True, capture_output=True)
output_of = subprocess.getoutput

quietly("cat " + args.source)  # expect: shell-command-injection=warning
output_of("cat " + args.source)  # expect: shell-command-injection=joined
subprocess.run("cat " + args.source, **SHELL)  # expect: shell-command-injection=joined
