"""Never pass trust_remote_code=True, says this docstring."""
import argparse
import sys

import evaluate
import torch
from transformers import AutoModel

SHA = "0123456789abcdef0123456789abcdef01234567"

# AutoModel.from_pretrained("x/y", trust_remote_code=True)
a = AutoModel.from_pretrained("microsoft/phi-2", revision=SHA)
b = AutoModel.from_pretrained("microsoft/phi-2", revision=SHA, trust_remote_code=False)
c = {"trust_remote_code": False}
d = evaluate.load("accuracy")
e = torch.hub.load("./checkout", "model", source="local")
f = torch.hub.load("pytorch/vision:0123456789abcdef0123456789abcdef01234567", "resnet50")
requires_trust_remote_code = True
message = "set trust_remote_code=True to run the code of the repository"

parser = argparse.ArgumentParser()
parser.add_argument("--trust-remote-code", action="store_true")
parser.add_argument("--trust_remote_code", default=False, help="pass --trust-remote-code at your own risk")
args = parser.parse_args()
if "--trust-remote-code" in sys.argv:
    print("careful")

command = ["vllm", "serve"]
if args.trust_remote_code:
    command += ["--trust-remote-code"]
command += ["--trust_remote_code"] if args.trust_remote_code else []


def forwarded(name, trust_remote_code=False, **options):
    trust_remote_code = options.pop("trust_remote_code", trust_remote_code)
    return AutoModel.from_pretrained(name, trust_remote_code=trust_remote_code)


class Settings:
    trust_remote_code: bool = False
