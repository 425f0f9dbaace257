import os
import subprocess

from tools.shell import start


def convert(path, target="out.wav"):
    os.system(f"ffmpeg -i {path} {target}")  # expect: shell-command-injection=warning


def run(command):
    subprocess.run(command, shell=True, check=True)  # expect: shell-command-injection=hint


def unpack(archive):
    start("unzip " + archive)


def line(path):
    return f"ffmpeg -i {path} out.wav"


class Player:
    @staticmethod
    def play(path):
        return os.popen("ffplay " + path)  # expect: shell-command-injection=warning
