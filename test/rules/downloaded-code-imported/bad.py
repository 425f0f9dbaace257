import importlib.util
import os
import subprocess
import sys
import urllib.request
from importlib.machinery import SourceFileLoader

import requests
from huggingface_hub import hf_hub_download, snapshot_download

sys.path.append(snapshot_download("org/model"))  # expect: downloaded-code-imported=warning
folder = snapshot_download("org/other", revision="main")
sys.path.insert(0, folder)  # expect: downloaded-code-imported=warning
spec = importlib.util.spec_from_file_location("modeling", hf_hub_download("org/model", "modeling.py"))  # expect: downloaded-code-imported=error
path = hf_hub_download("org/model", "tools.py")
module = SourceFileLoader("tools", path).load_module()  # expect: downloaded-code-imported=error

subprocess.run(["git", "clone", "https://github.com/org/yolo"], check=True)
sys.path.append("yolo")  # expect: downloaded-code-imported=warning
os.system("git clone --depth 1 https://github.com/org/sam.git third_party/sam")
sys.path.insert(0, os.path.join(os.getcwd(), "third_party/sam"))  # expect: downloaded-code-imported=warning

urllib.request.urlretrieve("https://raw.githubusercontent.com/org/repo/main/helper_functions.py", "helper_functions.py")  # expect: downloaded-code-imported=warning
import helper_functions

request = requests.get("https://example.org/engine.py")  # expect: downloaded-code-imported=warning
with open("engine.py", "wb") as file:
    file.write(request.content)
from engine import train
