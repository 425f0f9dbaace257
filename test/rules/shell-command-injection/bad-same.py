# The same command that one function runs in several ways is one finding; another command, or another function, is another one.
import os
import subprocess
import sys


def serve(host, port):
    command = f"uvicorn app:app --host {host}"
    command += f" --port {port}"
    if sys.platform == "win32":
        return subprocess.Popen(command, shell=True, text=True)  # expect: shell-command-injection=warning
    return subprocess.Popen(command, shell=True, text=True, preexec_fn=os.setsid)  # expect: shell-command-injection=joined


def copied(name):
    try:
        os.system(f"cp {name} out/")  # expect: shell-command-injection=warning
    except OSError:
        os.system(f"cp {name} out/")  # expect: shell-command-injection=joined
    os.system(f"rm {name}")  # expect: shell-command-injection=warning


def changed(name):
    command = f"cp {name} out/"
    os.system(command)  # expect: shell-command-injection=warning
    command = f"rm {name}"
    os.system(command)  # expect: shell-command-injection=warning


def again(host, port):
    command = f"uvicorn app:app --host {host} --port {port}"
    return os.system(command)  # expect: shell-command-injection=warning
