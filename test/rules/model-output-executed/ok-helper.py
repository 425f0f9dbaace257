import ast
import shlex
import subprocess

from openai import OpenAI

client = OpenAI()
TOOLS = {"add": "a + b", "sub": "a - b"}


def ask(prompt):
    reply = client.chat.completions.create(model="gpt-4o", messages=prompt)
    return reply.choices[0].message.content


def run_code(code):
    exec(code)


run_code("print(1)")
ask("print(2)")
name = ask("which tool?")
exec(TOOLS[name])
if name in TOOLS:
    exec(name)
values = ast.literal_eval(ask("a list"))
exec(f"level = {int(ask('how much?'))}")
subprocess.run(f"say {shlex.quote(ask('a word'))}", shell=True)
subprocess.run(["say", ask("a word")])


def logged(prompt):
    text = ask(prompt)
    with open("log.txt", "w") as log:
        log.write(text)
    subprocess.run(["python", "report.py"])
    subprocess.run(["cat", "log.txt"])


def prompted(code):
    exec("answer = 1")
    return ask(code)
