"""exec(response.choices[0].message.content) is what not to do."""
import ast
import json
import subprocess

import torch
from openai import OpenAI

client = OpenAI()
response = client.chat.completions.create(model="gpt-4o", messages=[])
text = response.choices[0].message.content
data = json.loads(text)
values = ast.literal_eval(text)
number = eval("1 + 1")
print(text)

model = torch.nn.Linear(2, 2)
model.eval()
frame.eval("a + b")
cursor.execute(text)
# exec(text)
TOOLS = {"add": lambda a, b: a + b}
result = TOOLS[data["tool"]](*data["arguments"])
subprocess.run(["python", "train.py", "--prompt", text])
subprocess.run(["echo", text])
sandbox.exec(text)
exec("x = 1")


def execute(query):
    return database.execute(query)


def kept(prompt):
    reply = client.responses.create(model="gpt-4o", input=prompt)
    with open("answer.txt", "w") as out:
        out.write(reply.output_text)
    subprocess.run(["python", "report.py"])
    subprocess.run(["cat", "answer.txt"])


def own_script(name):
    with open("job.sh", "w") as out:
        out.write(f"echo {int(name)}")
    subprocess.run(["bash", "job.sh"])
