"""wget http://models.example-labs.io/resnet50.pth"""
import os
import subprocess

print("wget http://models.example-labs.io/resnet50.pth")
os.system("ls -k")
subprocess.run(["wget", "https://models.example-labs.io/resnet50.pth"])
subprocess.run(["curl", "-s", "http://localhost:8080/metrics"])
subprocess.run("wget http://models.example-labs.io/resnet50.pth")
parser.run("wget http://models.example-labs.io/resnet50.pth", shell=True)
