"""Look-alikes: constant words, arguments of the shell, and lists that no shell runs."""
import subprocess


def extract(path):
    subprocess.run(["unzip archive.zip"], shell=True)
    subprocess.run(["echo $0", path], shell=True)
    subprocess.run(["unzip", path])
