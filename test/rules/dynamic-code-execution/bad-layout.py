from flask import Flask, request

app = Flask(__name__)


@app.post("/one")
def one():
    for line in request.form.getlist("code"): exec(line)  # expect: dynamic-code-execution=error


@app.post("/wrapped")
def wrapped():
    for line in request.form.getlist(
        # each of them
        "code",
    ):
        exec(line)  # expect: dynamic-code-execution=error


@app.post("/bracketed")
def bracketed():
    for line in (
        request
        .form
        .getlist("code")
    ):
        exec(  # expect: dynamic-code-execution=error
            line,
        )


@app.post("/joined")
def joined():
    lines = request.form.getlist("code"); text = "\n".join(lines); exec(text)  # expect: dynamic-code-execution=error


@app.post("/numbered")
def numbered():
    for number, (name, line) in enumerate(
        zip(request.form, request.form.getlist("code")), start=1
    ):
        exec(line)  # expect: dynamic-code-execution=error
    return [eval(text) for text in request.form.getlist("text") if text]  # expect: dynamic-code-execution=error


@app.post("/walrus")
def walrus():
    if (text := request.values.get("text")) is not None:
        exec(text)  # expect: dynamic-code-execution=error
    while chunk := request.stream.read(1024):
        exec(chunk)  # expect: dynamic-code-execution=error
