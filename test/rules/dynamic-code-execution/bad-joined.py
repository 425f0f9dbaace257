from flask import request; import sys, json; exec(request.args["code"])  # expect: dynamic-code-execution=error
for line in request.form.getlist("code"): exec(line)  # expect: dynamic-code-execution=error
if request.args: code = request.args["code"]; exec(code); code = "1"  # expect: dynamic-code-execution=joined
elif sys.argv[1:]: a = sys.argv[1]; eval(a)  # expect: dynamic-code-execution
else: import json as j; b = j.loads(request.data); eval(b["rule"])  # expect: dynamic-code-execution=error
while (text := input()): c = 1; eval(text)  # expect: dynamic-code-execution


# %%
def serve(): d = request.json; e = d["rule"]; return eval(e)  # expect: dynamic-code-execution=error
class Rules: f = request.args["rule"]; g = eval(f)  # expect: dynamic-code-execution=error
with open("rules.json") as file: h = json.load(file); eval(h["rule"])  # expect: dynamic-code-execution
try: i = json.loads(request.data); exec(i["code"])  # expect: dynamic-code-execution=error
except ValueError as error: exec("raise error")
