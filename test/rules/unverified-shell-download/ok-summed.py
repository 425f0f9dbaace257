import os

from files import verify_sha

EXPECTED = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def fetch():
    os.system("wget https://models.example-labs.io/resnet50.pth")
    verify_sha("resnet50.pth", EXPECTED)
