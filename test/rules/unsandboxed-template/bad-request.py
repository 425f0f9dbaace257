from fastapi import FastAPI
from flask import render_template_string, request
from jinja2 import Environment, Template

app = FastAPI()


@app.post("/render")
def render(template: str):
    return Template(template).render()  # expect: unsandboxed-template=error


def show():
    return render_template_string(request.args["template"])  # expect: unsandboxed-template=error


def build():
    return Environment().from_string(request.get_json()["template"])  # expect: unsandboxed-template=error
