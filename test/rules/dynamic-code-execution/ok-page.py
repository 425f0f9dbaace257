import ast

from flask import Flask, request

app = Flask(__name__)


@app.post("/score")
def score():
    return {"score": ast.literal_eval(request.json["expression"])}
