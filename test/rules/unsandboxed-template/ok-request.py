from fastapi import FastAPI
from flask import render_template_string, request
from jinja2 import Template
from jinja2.sandbox import SandboxedEnvironment

app = FastAPI()
PAGE = "<b>{{ name }}</b>"


@app.post("/render")
def render(name: str):
    return Template(PAGE).render(name=name)


def show():
    return render_template_string("<b>{{ name }}</b>", name=request.args["name"])


def build():
    return SandboxedEnvironment().from_string(request.get_json()["template"])
