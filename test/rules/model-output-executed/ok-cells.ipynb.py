# %%
!pip install -q openai transformers
import ast
import json
import shlex
import subprocess

from openai import OpenAI

client = OpenAI()
STEPS = {"mean": "frame.mean()", "sum": "frame.sum()"}

# %%
def ask(prompt, **options):
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "user", "content": prompt}],
        **options,
    )
    return reply.choices[0].message.content

# %%
class Analyst:
    def __init__(self, question):
        self.question = question
        self.code = "result = frame.mean()"

    def step(self):
        name = ask(self.question)
        if name not in STEPS:
            raise ValueError(name)
        return eval(name, STEPS)

    def run(self):
        ask(self.code)
        exec(self.code)

# %%
values = ast.literal_eval(ask("a list of numbers"))

# %%
Analyst("what is the mean?").run()

# %%
plan = json.loads(ask("which step?"))
exec(STEPS[plan["step"]])
exec(f"rate = {float(plan['rate'])}")

# %%
subprocess.run(f"say {shlex.quote(ask('a word'))}", shell=True)
subprocess.run(["say", ask("a word")])

# %%
model = build(plan)
model.eval()
get_ipython().run_cell("print(1)")
