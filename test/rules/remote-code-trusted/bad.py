import argparse
import os
import subprocess
from dataclasses import dataclass, field

import datasets
import evaluate
import torch
from awq import AutoAWQForCausalLM
from diffusers import DiffusionPipeline
from sentence_transformers import CrossEncoder
from transformers import AutoConfig, AutoModelForCausalLM as M, pipeline
from vllm import LLM

SHA = "0123456789abcdef0123456789abcdef01234567"

a = M.from_pretrained("friendly-stranger/llm", trust_remote_code=True)  # expect: remote-code-trusted=error, untrusted-model-source, unpinned-model-revision
b = M.from_pretrained("friendly-stranger/llm", revision=SHA, trust_remote_code=True)  # expect: remote-code-trusted=warning, untrusted-model-source
c = M.from_pretrained("microsoft/phi-2", trust_remote_code=True)  # expect: remote-code-trusted=warning, unpinned-model-revision
d = M.from_pretrained("microsoft/phi-2", revision=SHA, trust_remote_code=True)  # expect: remote-code-trusted=info
e = pipeline("text-generation", model="microsoft/phi-2", trust_remote_code=1, revision=SHA)  # expect: remote-code-trusted
f = LLM("microsoft/phi-2", trust_remote_code=True, revision=SHA)  # expect: remote-code-trusted
g = CrossEncoder("microsoft/phi-2", revision=SHA, trust_remote_code=True)  # expect: remote-code-trusted
h = AutoConfig.from_pretrained(
    "microsoft/phi-2",
    revision=SHA,
    trust_remote_code=True,  # expect: remote-code-trusted
)
TRUST = True
i = M.from_pretrained("microsoft/phi-2", revision=SHA, trust_remote_code=TRUST)  # expect: remote-code-trusted
j = build_model("anything", trust_remote_code=True)  # expect: remote-code-trusted=warning

kwargs = {"revision": SHA, "trust_remote_code": True}  # expect: remote-code-trusted
k = M.from_pretrained("microsoft/phi-2", **kwargs)
more = dict(trust_remote_code=True)  # expect: remote-code-trusted
more.setdefault("trust_remote_code", True)  # expect: remote-code-trusted


def load(name, trust_remote_code=True):  # expect: remote-code-trusted
    return M.from_pretrained(name, trust_remote_code=trust_remote_code)


def approve(name, approved):
    trust_remote_code = False
    if approved:
        trust_remote_code = True  # expect: remote-code-trusted=hint
    return M.from_pretrained(name, trust_remote_code=trust_remote_code)


@dataclass
class Arguments:
    trust_remote_code: bool = True  # expect: remote-code-trusted
    other: bool = field(default=False)


class Config:
    def __init__(self, config):
        config.trust_remote_code = True  # expect: remote-code-trusted
        config["trust_remote_code"] = True  # expect: remote-code-trusted
        setattr(config, "trust_remote_code", True)  # expect: remote-code-trusted


parser = argparse.ArgumentParser()
parser.add_argument("--trust-remote-code", default=True)  # expect: remote-code-trusted
subprocess.run(["vllm", "serve", "microsoft/phi-2", "--trust-remote-code"])  # expect: remote-code-trusted
os.system("vllm serve microsoft/phi-2 --trust-remote-code")  # expect: remote-code-trusted
os.environ["HF_DATASETS_TRUST_REMOTE_CODE"] = "1"  # expect: remote-code-trusted
datasets.config.HF_DATASETS_TRUST_REMOTE_CODE = True  # expect: remote-code-trusted

l = torch.hub.load("friendly-stranger/hub", "model")  # expect: remote-code-trusted=error, untrusted-model-source, unpinned-model-revision
m = torch.hub.load("pytorch/vision:main", "resnet50", trust_repo=True)  # expect: remote-code-trusted=info, unpinned-model-revision
n = evaluate.load("friendly-stranger/metric")  # expect: remote-code-trusted=error, untrusted-model-source, unpinned-model-revision
o = DiffusionPipeline.from_pretrained("stabilityai/sdxl-turbo", revision=SHA, custom_pipeline="friendly-stranger/pipe")  # expect: remote-code-trusted=error, untrusted-model-source, unpinned-model-revision
p = AutoAWQForCausalLM.from_quantized("microsoft/phi-2-awq")  # expect: remote-code-trusted, unpinned-model-revision=hint
q = half_typed("microsoft/phi-2", trust_remote_code=True  # expect: remote-code-trusted
