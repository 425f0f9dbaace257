from ast import literal_eval; from flask import request; a = literal_eval(request.args["value"]); eval("1 + 1")
code = request.args["code"]; code = "print(1)"; exec(code)
for line in ["1", "2"]: b = eval(line); print(request.args["code"])
def calculate(d): model = d; model.eval(); return "; eval(request.args['code'])"
class Model: eval = print; code = "1"
Model.eval(request.args["code"]); exec(Model.code)  # exec(request.args["code"]);
if a: from pandas import eval; c = {"eval": 1}; d = c["eval"]
