import ast

from flask import Flask, request

app = Flask(__name__)
SCRIPTS = {"reset": "state = {}", "count": "state['n'] += 1"}


@app.post("/read")
def read():
    for line in request.form.getlist(
        "code",
    ):
        ast.literal_eval(line)
    for number in range(
        len(request.form.getlist("code")),
    ):
        exec(f"part_{number} = {number}")


@app.post("/chosen")
def chosen():
    for name in request.form.getlist("name"):
        exec(SCRIPTS[name])
        exec(SCRIPTS.get(name, ""))
    for line in SCRIPTS.values():
        exec(line)


@app.post("/listed")
def listed():
    name = request.form["name"]
    if name not in SCRIPTS:
        return "no", 404
    exec(f"{name}()")
    for other in request.form.getlist("name"):
        if other in ("reset", "count"):
            exec(other)
    return [eval(each) for each in request.form.getlist("name") if each in SCRIPTS]
