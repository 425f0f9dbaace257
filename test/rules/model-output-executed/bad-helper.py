import os
import subprocess

import openai
import requests
from openai import OpenAI

client = OpenAI()


def run_code(code):
    """Runs it."""
    exec(  # expect: model-output-executed=error
        code,
        {},
    )


def shell(command):
    return subprocess.run(command, shell=True, capture_output=True)  # expect: model-output-executed=error


class Agent:
    def __init__(self, model="gpt-4o"):
        self.model = model
        self.history = []

    def ask(self, prompt):
        self.history.append({"role": "user", "content": prompt})
        reply = client.chat.completions.create(
            model=self.model,
            messages=self.history,
        )
        return (
            reply
            .choices[0]
            .message
            .content
        )

    def step(self, prompt):
        code = self.ask(prompt)
        if "```" in code:
            _, code, _ = code.split("```")
        run_code(code)
        shell(f"bash -c '{code}'")

    def loop(self, prompts):
        for plan in map(self.ask, prompts):
            exec(plan)  # expect: model-output-executed=error


def local(prompt):
    result = requests.post(
        f"{BASE}/v1/chat/completions",
        json={"messages": prompt},
    ).json()
    for choice in result["choices"]:
        exec(choice["message"]["content"])  # expect: model-output-executed=error


def steps(prompt):
    stream = client.chat.completions.create(model="gpt-4o", messages=prompt, stream=True)
    for chunk in stream:
        yield chunk.choices[0].delta.content


exec("".join(steps("write code")))  # expect: model-output-executed=error


def written(prompt):
    path = os.path.join("runs", "generated.py")
    with open(path, "w") as script:
        script.write(
            client.responses.create(model="gpt-4o", input=prompt)
            .output_text
        )
    command = ["python"]
    command.append(path)
    subprocess.run(command, check=True)  # expect: model-output-executed=error
    os.system(f"python {path}")  # expect: model-output-executed=error
