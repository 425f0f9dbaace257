# What one branch downloads is not what another one runs.
import subprocess
from urllib.request import urlretrieve

import yaml


def prepare(path):
    data = yaml.safe_load(open(path))
    script = data["download"]
    if script.startswith("http"):
        urlretrieve(script, "code.py")
    elif script.startswith("bash "):
        subprocess.run(["bash", "setup.sh"])
    else:
        exec(open("code.py").read())
