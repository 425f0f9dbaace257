import sys

import formulas
from fastapi import FastAPI
from formulas import calculate, loaded, only_known

app = FastAPI()


@app.get("/sum")
def total(text: str):
    calculate(text)
    only_known(text)
    return formulas.parsed(text)


print(calculate(sys.argv[1]))
print(eval(loaded()))
