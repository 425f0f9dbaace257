"""eval(input())"""
import ast
import re

import torch

model = torch.nn.Linear(2, 2)
model.eval()
frame.eval("a + b")
eval("torch.float16")
DTYPE = "torch.float16"
dtype = eval(DTYPE)
exec(open("package/version.py").read())
value = ast.literal_eval(input())
name = input("name: ")
session.eval(input())
pattern = re.compile(input())


def build(name, scope):
    layer = eval(name)
    return eval(f"{name}Layer"), layer


class Runner:
    def eval(self, text):
        return text

    def run(self):
        return self.eval(input())


tensor = eval("lambda x: x + 1")(2)
evaluate(input())
frame["labels"] = frame["labels"].apply(ast.literal_eval)
other = pd.read_csv("train.csv", converters={"boxes": ast.literal_eval})
print(eval)
register(eval, "name")
