import os
import stat
import subprocess
from os import chmod
from pathlib import Path

MODE = 0o777

os.chmod("model.pt", 0o777)  # expect: world-writable-permissions=warning
os.chmod("model.pt", mode=0o666)  # expect: world-writable-permissions=warning
chmod("data", MODE)  # expect: world-writable-permissions=warning
os.chmod("data", stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO)  # expect: world-writable-permissions=warning
os.chmod("data", stat.S_IWOTH)  # expect: world-writable-permissions=warning
Path("checkpoints").chmod(0o777)  # expect: world-writable-permissions=joined
os.umask(0)  # expect: world-writable-permissions=info
os.system("chmod -R 777 checkpoints")  # expect: world-writable-permissions=warning
subprocess.run(["chmod", "-R", "777", "/data"])  # expect: world-writable-permissions=warning
subprocess.run("chmod a+rwx /data", shell=True)  # expect: world-writable-permissions=warning


def folders(library, output):
    os.chmod(library, 0o777)  # expect: world-writable-permissions=warning
    os.chmod(output, 0o777)  # expect: world-writable-permissions=joined
    os.chmod(output, 0o666)  # expect: world-writable-permissions=warning


def other(library):
    os.chmod(library, 0o777)  # expect: world-writable-permissions=warning
