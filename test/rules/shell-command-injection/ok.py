"""os.system(f"rm {path}")"""
import os
import shlex
import subprocess
import sys

os.system("nvidia-smi")
os.system("pip install -q torch")
subprocess.run("ls -la | wc -l", shell=True)
FOLDER = "checkpoints"
os.system(f"mkdir -p {FOLDER}")
os.system("mkdir -p " + FOLDER)
for index in range(4):
    os.system(f"python worker.py --rank {index}")
os.system(f"{sys.executable} -m pip list")


def extract(path, target, count):
    subprocess.run(["unzip", path, "-d", target], check=True)
    subprocess.run(f"unzip {shlex.quote(path)}", shell=True)
    subprocess.run(f"head -n {int(count)} log.txt", shell=True)
    subprocess.run(f"unzip {path}")
    print(f"os.system {path}")
    logger.system(f"unzip {path}")
    subprocess.run(args=[path], shell=False)
    command = "python train.py"
    command += " --epochs 3"
    os.system(command)
    subprocess.run(["bash", "-c", "set -e; ls"])
    subprocess.run(["bash", "run.sh", f"{path}"])
