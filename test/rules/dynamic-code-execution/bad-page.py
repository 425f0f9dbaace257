from flask import Flask, request

app = Flask(__name__)


@app.post("/score")
def score():
    return {"score": eval(request.json["expression"])}  # expect: dynamic-code-execution
