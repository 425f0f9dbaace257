import argparse
import os
import subprocess
from subprocess import call, check_output as output_of

parser = argparse.ArgumentParser()
parser.add_argument("--video")
args = parser.parse_args()
os.system(f"ffmpeg -i {args.video} frames/%05d.png")  # expect: shell-command-injection=warning
os.system("tar xzf " + args.video)  # expect: shell-command-injection=warning


def extract(path, target):
    subprocess.run(f"unzip {path} -d {target}", shell=True, check=True)  # expect: shell-command-injection=warning
    call("cp %s %s" % (path, target), shell=True)  # expect: shell-command-injection=warning
    subprocess.Popen("cp {} {}".format(path, target), shell=True)  # expect: shell-command-injection=warning
    command = f"du -sh {path}"
    os.popen(command).read()  # expect: shell-command-injection=warning
    return output_of(" ".join(["ls", path]), shell=True)  # expect: shell-command-injection=warning


def run(command):
    subprocess.run(command, shell=True)  # expect: shell-command-injection=hint


for name in os.listdir("videos"):
    os.system(f"ffmpeg -i videos/{name} out.wav")  # expect: shell-command-injection=info


def train(name, notes):
    command = "python train.py"
    command += f" --name {name}"
    os.system(command)  # expect: shell-command-injection=warning
    subprocess.run(["bash", "-c", f"python train.py {notes}"])  # expect: shell-command-injection=warning


for f in os.listdir("videos"):
    os.system(f"ffmpeg -i videos/{f} out.wav")  # expect: shell-command-injection=info


def by_position(path):
    subprocess.Popen(f"unzip {path}", -1, None, None, None, None, None, True, True)  # expect: shell-command-injection=warning
    subprocess.call(f"unzip {path}", -1, None, None, None, None, None, True, True)  # expect: shell-command-injection=joined
    subprocess.Popen(["unzip", path], -1, None, None, None, None, None, True, False)
