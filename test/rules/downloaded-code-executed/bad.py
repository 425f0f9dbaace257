import os
import runpy
import subprocess
import sys
import urllib.request
from urllib.request import urlopen

import httpx
import requests
from huggingface_hub import hf_hub_download

exec(requests.get("https://example.org/setup.py").text)  # expect: downloaded-code-executed=error
exec(urlopen("https://example.org/setup.py").read())  # expect: downloaded-code-executed=error
exec(urlopen("https://example.org/setup.py").read().decode("utf-8"), globals())  # expect: downloaded-code-executed=error
value = eval(httpx.get("https://example.org/value").text)  # expect: downloaded-code-executed=error
source = requests.get("https://raw.githubusercontent.com/org/repo/main/train.py").text
code = compile(source, "train.py", "exec")  # expect: downloaded-code-executed=error

reply = requests.get("https://example.org/helpers.py")
exec(reply.content)  # expect: downloaded-code-executed=error

with urlopen("https://example.org/x.py") as stream:
    script = stream.read()
exec(script)  # expect: downloaded-code-executed=error

urllib.request.urlretrieve("https://example.org/install.sh", "install.sh")
subprocess.run(["bash", "install.sh"], check=True)  # expect: downloaded-code-executed=error
urllib.request.urlretrieve("https://example.org/tool.py", "tool.py")
os.system("python tool.py")  # expect: downloaded-code-executed=error
urllib.request.urlretrieve("https://example.org/run.py", "run.py")
runpy.run_path("run.py")  # expect: downloaded-code-executed=error
exec(open(hf_hub_download("org/model", "modeling.py")).read())  # expect: downloaded-code-executed=error
pinned = requests.get("https://raw.githubusercontent.com/org/repo/0123456789abcdef0123456789abcdef01234567/train.py").text
exec(pinned)  # expect: downloaded-code-executed=warning


def install(url):
    with open("get.py", "wb") as file:
        file.write(requests.get(url).content)
    subprocess.check_call([sys.executable, "get.py"])  # expect: downloaded-code-executed=error


def run_remote(path):
    local = hf_hub_download("org/model", path)
    runpy.run_path(local)  # expect: downloaded-code-executed=error
