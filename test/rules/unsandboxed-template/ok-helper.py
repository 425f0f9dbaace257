import jinja2
from flask import Flask, request
from jinja2.sandbox import ImmutableSandboxedEnvironment

app = Flask(__name__)
PAGES = {"home": "Hello {{ name }}", "end": "Bye {{ name }}"}
environment = jinja2.Environment()
sandbox = ImmutableSandboxedEnvironment()


def render(source, **values):
    return environment.from_string(source).render(**values)


@app.post("/greet")
def greet():
    render(PAGES[request.form["page"]], name="you")
    sandbox.from_string(request.form["template"])
    return render("Hello {{ name }}", name=request.form["name"])
