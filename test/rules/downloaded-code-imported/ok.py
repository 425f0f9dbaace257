import importlib.util
import os
import subprocess
import sys
import urllib.request

from huggingface_hub import hf_hub_download, snapshot_download

SHA = "0123456789abcdef0123456789abcdef01234567"

sys.path.append(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, "src")
sys.path.append(snapshot_download("org/model", revision=SHA))
weights = snapshot_download("org/model")
spec = importlib.util.spec_from_file_location("plugin", "plugins/plugin.py")
spec = importlib.util.spec_from_file_location("m", hf_hub_download("org/model", "m.py", revision=SHA))
subprocess.run(["git", "clone", "https://github.com/org/yolo"], check=True)
subprocess.run(["git", "-C", "yolo", "checkout", SHA], check=True)
sys.path.append("yolo")
urllib.request.urlretrieve(f"https://raw.githubusercontent.com/org/repo/{SHA}/helper.py", "helper.py")
import helper

items = []
items.append(snapshot_download("org/model"))
print("sys.path.append(snapshot_download('org/model'))")
