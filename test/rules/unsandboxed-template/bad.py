import json

import jinja2
from huggingface_hub import hf_hub_download
from jinja2 import Environment, Template
from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("gpt2")
prompt = Template(tokenizer.chat_template).render(messages=messages)  # expect: unsandboxed-template=error

environment = Environment(trim_blocks=True, lstrip_blocks=True)
compiled = environment.from_string(tokenizer.chat_template)  # expect: unsandboxed-template=error

with open(hf_hub_download("someone/model", "tokenizer_config.json")) as file:
    config = json.load(file)
template = jinja2.Environment().from_string(config["chat_template"])  # expect: unsandboxed-template=error


def from_metadata(metadata):
    text = metadata["tokenizer.chat_template"]
    return jinja2.Template(text)  # expect: unsandboxed-template=error


def handed(chat_template):
    return jinja2.Environment().from_string(source=chat_template)  # expect: unsandboxed-template=warning
