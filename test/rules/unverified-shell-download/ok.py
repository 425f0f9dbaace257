import hashlib
import os
import subprocess

os.system("wget https://models.example-labs.io/resnet50.pth")
with open("resnet50.pth", "rb") as file:
    if hashlib.sha256(file.read()).hexdigest() != "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08":
        raise ValueError("another file")


def data():
    subprocess.run(["wget", "https://data.example-labs.io/train.csv"])
    print("wget https://models.example-labs.io/resnet50.pth")
