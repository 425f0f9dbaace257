import os
import re
import subprocess

import litellm
import openai
import requests
from anthropic import Anthropic
from openai import OpenAI
from transformers import AutoModelForCausalLM, AutoTokenizer, pipeline

client = OpenAI()


def generated(prompt):
    response = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])
    exec(response.choices[0].message.content)  # expect: model-output-executed=error


def block(prompt):
    response = client.chat.completions.create(model="gpt-4o", messages=prompt)
    answer = response.choices[0].message.content.strip()
    match = re.search(r"```python\n(.*?)```", answer, re.DOTALL)
    if match:
        code = match.group(1)
        exec(code, {"__builtins__": {}})  # expect: model-output-executed=error


def legacy(prompt):
    answer = openai.ChatCompletion.create(model="gpt-4", messages=prompt)
    return eval(answer["choices"][0]["message"]["content"])  # expect: model-output-executed=error


def shell(prompt):
    message = Anthropic().messages.create(model="claude-sonnet", max_tokens=100, messages=prompt)
    command = message.content[0].text
    os.system(command)  # expect: model-output-executed=error
    subprocess.run(command, shell=True, check=True)  # expect: model-output-executed=joined
    subprocess.run(["python", "-c", command])  # expect: model-output-executed=joined
    subprocess.check_output(f"bash -c '{command}'", shell=True)  # expect: model-output-executed=error


def local(prompt):
    generator = pipeline("text-generation", model="gpt2")
    output = generator(prompt, max_new_tokens=50)
    eval(output[0]["generated_text"])  # expect: model-output-executed=error
    tokenizer = AutoTokenizer.from_pretrained("gpt2")
    model = AutoModelForCausalLM.from_pretrained("gpt2")
    ids = model.generate(**tokenizer(prompt, return_tensors="pt"))
    text = tokenizer.decode(ids[0], skip_special_tokens=True)
    exec(text)  # expect: model-output-executed=error


def with_lite(prompt):
    reply = litellm.completion(model="gpt-4o", messages=prompt)
    plan = compile(reply.choices[0].message.content, "<plan>", "exec")
    exec(plan)  # expect: model-output-executed=error


def chained(llm, chain, question):
    eval(llm.invoke(question).content)  # expect: model-output-executed=error
    exec(chain.run(question))  # expect: model-output-executed=error


def call_llm(prompt):
    return requests.post(URL, json={"prompt": prompt}).json()["reply"]


def ask_model(prompt):
    response = client.responses.create(model="gpt-4o", input=prompt)
    return response.output_text


def indirect(prompt):
    code = ask_model(prompt)
    code = code.replace("```", "")
    exec(code)  # expect: model-output-executed=error
    exec(call_llm(prompt))  # expect: model-output-executed=error


def streamed(prompt):
    for chunk in client.chat.completions.create(model="gpt-4o", messages=prompt, stream=True):
        exec(chunk.choices[0].delta.content)  # expect: model-output-executed=error


def written(prompt):
    reply = client.responses.create(model="gpt-4o", input=prompt)
    with open("generated.py", "w") as script:
        script.write(reply.output_text)
    subprocess.run(["python", "generated.py"])  # expect: model-output-executed=error


def written_by_path(prompt, folder):
    target = folder / "run.sh"
    target.write_text(ask_model(prompt))
    subprocess.run(["bash", str(target)], check=True)  # expect: model-output-executed=error


def answer(prompt):
    ids = model.generate(**tokenizer(prompt, return_tensors="pt"))
    return tokenizer.batch_decode(ids)[0]


def answered(prompt):
    exec(answer(prompt))  # expect: model-output-executed=error
