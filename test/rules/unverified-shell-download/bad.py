import os
import subprocess

os.system("wget https://models.example-labs.io/resnet50.pth")  # expect: unverified-shell-download=info
subprocess.run(["curl", "-LO", "https://models.example-labs.io/setup.sh"], check=True)  # expect: unverified-shell-download=warning
subprocess.run(["bash", "setup.sh"], check=True)


def weights(name):
    target = "model.pkl"
    subprocess.check_call(f"wget https://models.example-labs.io/{name}/model.pkl -O {target}", shell=True)  # expect: unverified-shell-download=info
