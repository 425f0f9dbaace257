"""Loads what is fine: AutoModel.from_pretrained("friendly-stranger/bert") only in words."""
import os
from pathlib import Path

import torch
from datasets import load_dataset, load_from_disk
from transformers import AutoModel, AutoTokenizer, pipeline

SHA = "0123456789abcdef0123456789abcdef01234567"

# model = AutoModel.from_pretrained("friendly-stranger/bert")
known = AutoModel.from_pretrained("google-bert/bert-base-uncased", revision=SHA)
legacy = AutoModel.from_pretrained("bert-base-uncased", revision=SHA)
case = AutoModel.from_pretrained("qwen/Qwen2.5-7B", revision=SHA)
default_task = pipeline("sentiment-analysis")

# Files of this machine.
here = AutoModel.from_pretrained("./friendly-stranger/bert")
up = AutoModel.from_pretrained("../friendly-stranger/bert")
root = AutoModel.from_pretrained("/mnt/models/bert")
home = AutoModel.from_pretrained("~/models/bert")
drive = AutoModel.from_pretrained("C:\\models\\bert")
forward = AutoModel.from_pretrained("C:/models/bert")
joined = AutoModel.from_pretrained(os.path.join("friendly-stranger", "bert"))
path = AutoModel.from_pretrained(Path("friendly-stranger/bert"))
folder = AutoModel.from_pretrained("models/bert")
deep = AutoModel.from_pretrained("runs/2024/checkpoint-500")
offline = AutoModel.from_pretrained("friendly-stranger/bert", local_files_only=True)
disk = load_from_disk("friendly-stranger/set")

# Builders are part of the library; the files are local.
table = load_dataset("csv", data_files="train.csv")
lines = load_dataset("json", data_files={"train": ["a.jsonl", "b.jsonl"]})
images = load_dataset("imagefolder", data_dir="images")


def forwarded(name, training_args):
    AutoTokenizer.from_pretrained(training_args.output_dir)
    return AutoModel.from_pretrained(name)


# Not a hub at all.
embedding = torch.nn.Embedding.from_pretrained(torch.zeros(3, 3))


class Repository:
    def load_dataset(self, name):
        return name


Repository().load_dataset("friendly-stranger/reviews")
