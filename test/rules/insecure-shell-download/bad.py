import os
import subprocess as sp

URL = "http://models.example-labs.io/resnet50.pth"
os.system("wget http://models.example-labs.io/resnet50.pth -P weights")  # expect: insecure-shell-download=warning
sp.run(["wget", "--no-check-certificate", "https://models.example-labs.io/resnet50.pth"])  # expect: insecure-shell-download=warning
sp.check_call("curl -kO https://models.example-labs.io/resnet50.pth", shell=True)  # expect: insecure-shell-download=warning
sp.run(["curl", "-L", "http://models.example-labs.io/resnet50.pth", "-o", "w.pth"], check=True)  # expect: insecure-shell-download=warning


def fetch(name):
    os.system(f"wget http://models.example-labs.io/{name}.pth")  # expect: insecure-shell-download=warning
    os.system("wget http://models.example-labs.io/{}.pth".format(name))  # expect: insecure-shell-download=warning
