import hashlib
import os

from files import read, verify_checksum, verify_sha

EXPECTED = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def with_sha():
    os.system("wget https://models.example-labs.io/resnet50.pth")
    verify_sha("resnet50.pth", EXPECTED)


def with_checksum():
    os.system("wget https://models.example-labs.io/resnet50.pth")
    verify_checksum("resnet50.pth", EXPECTED)


def with_md5():
    os.system("wget https://models.example-labs.io/resnet50.pth")
    hashlib.md5(read("resnet50.pth"))


def with_digest(key):
    os.system("wget https://models.example-labs.io/resnet50.pth")
    hashlib.file_digest(read("resnet50.pth"), key)
