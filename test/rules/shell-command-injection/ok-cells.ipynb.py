# %%
%cd /content
import argparse
import os
import shlex
import subprocess

import yaml

FOLDER = "runs"

# %%
def run(command):
    print(command)
    return subprocess.run(command, shell=True, check=True)

# %%
def command_of(options):
    words = ["python", "train.py"]
    for name, value in vars(options).items():
        words.append("--{} {}".format(name, shlex.quote(str(value))))
    return " ".join(words)

# %%
class Job:
    def __init__(self, settings):
        self.settings = settings

    def line(self):
        return "sbatch %s" % shlex.quote(self.settings["script"])

    def submit(self):
        os.system(self.line())

# %%
parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int)
parser.add_argument("--kind", choices=["train", "test"])
args = parser.parse_args()

# %%
!nvidia-smi
run(f"python {args.kind}.py --epochs {args.epochs}")
run("ls {}".format(FOLDER))

# %%
with open("job.yaml") as file:
    settings = yaml.safe_load(file)

# %%
Job(settings).submit()

# %%
name = shlex.quote(input("name: "))

# %%
os.system(f"mkdir -p runs/{name}")

# %%
for each in settings["files"]:
    subprocess.run(["wc", "-l", each])
