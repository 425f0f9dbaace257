import shlex
import subprocess


def convert(path, count=1, format="wav"):
    if format not in ("wav", "mp3"):
        raise ValueError(format)
    subprocess.run(f"ffmpeg -i {shlex.quote(path)} -frames {int(count)} out.{format}", shell=True)


def show(path):
    subprocess.run(["ls", path])


def line(path):
    return f"ffmpeg -i {shlex.quote(path)} out.wav"


def run(command):
    print(command)
