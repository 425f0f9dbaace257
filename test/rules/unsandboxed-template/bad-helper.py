import jinja2
from flask import Flask, request
from huggingface_hub import hf_hub_download
from transformers import AutoTokenizer

app = Flask(__name__)
environment = jinja2.Environment()


def render(source, **values):
    return environment.from_string(
        source,  # expect: unsandboxed-template=error
    ).render(**values)


@app.post("/greet")
def greet():
    return render(
        request.form["template"],
        name="you",
    )


class Chat:
    def __init__(self, name):
        tokenizer = AutoTokenizer.from_pretrained(name)
        self.template = tokenizer.chat_template

    def prompt(self, messages):
        return jinja2.Template(self.template).render(messages=messages)  # expect: unsandboxed-template=error


def downloaded(repo):
    with open(hf_hub_download(repo, "template.jinja")) as file:
        text = file.read()
    return jinja2.Template(text)  # expect: unsandboxed-template=error
