# %%
!pip install -q openai transformers
import re
import subprocess

from openai import OpenAI
from transformers import pipeline

client = OpenAI()

# %%
def ask(prompt, **options):
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "user", "content": prompt}],
        **options,
    )
    return reply.choices[0].message.content

# %%
def code_in(text):
    found = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    return found.group(1) if found else text

# %%
class Analyst:
    def __init__(self, question):
        self.question = question
        self.history = []

    def step(self):
        answer = ask(self.question, temperature=0)
        self.history.append(answer)
        return code_in(answer)

    def run(self):
        exec(self.step(), {"history": self.history})  # expect: model-output-executed=error

# %%
answer = ask("plot the losses")
print(answer)

# %%
exec(code_in(answer))  # expect: model-output-executed=error

# %%
Analyst("what is the mean?").run()

# %%
generate = pipeline("text-generation", model="acme/coder")

# %%
result = eval(generate("1 + 1 =")[0]["generated_text"])  # expect: model-output-executed=error

# %%
for command in ask("which commands?").splitlines():
    subprocess.run(command, shell=True)  # expect: model-output-executed=error

# %%
get_ipython().run_cell(code_in(ask("next cell")))  # expect: model-output-executed=error
