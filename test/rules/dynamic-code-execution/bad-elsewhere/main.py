import json
import sys

import formulas
from fastapi import FastAPI
from formulas import calculate
from reading import read

app = FastAPI()


@app.get("/sum")
def total(text: str, count: int):
    calculate(str(count))
    return calculate(text)  # expect: dynamic-code-execution=error


@app.post("/rows")
def rows(body: dict):
    return [
        formulas.calculate(  # expect: dynamic-code-execution=error
            row
        )
        for row in body["rows"]
    ]


print(calculate(sys.argv[1]))  # expect: dynamic-code-execution=info
print(formulas.stored({"a": sys.argv[1]}, "a"))  # expect: dynamic-code-execution=info
print(eval(read("rules.json")["rule"]))  # expect: dynamic-code-execution=warning
