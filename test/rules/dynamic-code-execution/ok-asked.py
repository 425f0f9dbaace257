from openai import OpenAI

client = OpenAI()


def suggest(prompt):
    response = client.responses.create(model="gpt-4o", input=prompt)
    return response.output_text


def run():
    exec(suggest(input()))
