from asking import suggestion
from openai import OpenAI
from running import run_code, run_command, show

client = OpenAI()
answer = client.chat.completions.create(model="gpt-4o", messages=messages)
text = answer.choices[0].message.content
run_code(text)  # expect: model-output-executed=error
run_command(text.strip())  # expect: model-output-executed=error
show(text)
exec(suggestion("write code"))  # expect: model-output-executed=error


def step(code):
    run_code(code)  # expect: model-output-executed=error


for choice in answer.choices:
    step(choice.message.content)
