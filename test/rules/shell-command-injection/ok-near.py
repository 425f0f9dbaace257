import os
import subprocess

from flask import request


def unsure(name):
    """None of this is a shell of the program's own."""
    subprocess.run(["ls", request.args["folder"]])
    subprocess.run(f"ls {name}".split())
    client.exec(f"ls {name}")
    print("os.system", f"ls {request.args['folder']}")
    os.path.join("runs", request.args["folder"])


os.system("ls")
os.system("echo " "two " "words")
TARGET = "runs"
os.system(f"ls {TARGET}")
os.system("ls {}".format(TARGET))
os.system("ls %s" % TARGET)
