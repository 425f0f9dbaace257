# %%
%cd /content
import argparse
import os
import subprocess

import yaml

# %%
def run(command):
    print(command)
    return subprocess.run(command, shell=True, check=True)  # expect: shell-command-injection=warning

# %%
def command_of(options):
    words = ["python", "train.py"]
    for name, value in vars(options).items():
        words.append("--{} {}".format(name, value))
    return " ".join(words)

# %%
class Job:
    def __init__(self, settings):
        self.settings = settings

    def line(self):
        return "sbatch %s" % self.settings["script"]

    def submit(self):
        os.system(self.line())  # expect: shell-command-injection=warning

# %%
parser = argparse.ArgumentParser()
parser.add_argument("--model")
args = parser.parse_args()

# %%
!nvidia-smi
run(command_of(args))

# %%
with open("job.yaml") as file:
    settings = yaml.safe_load(file)

# %%
Job(settings).submit()

# %%
name = input("name: ")

# %%
os.system(f"mkdir -p runs/{name}")  # expect: shell-command-injection=warning

# %%
for each in settings["files"]:
    os.popen("wc -l {}".format(each))  # expect: shell-command-injection=warning
