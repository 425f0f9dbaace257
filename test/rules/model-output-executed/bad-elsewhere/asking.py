from openai import OpenAI

client = OpenAI()


def suggestion(prompt):
    answer = client.chat.completions.create(model="gpt-4o", messages=prompt)
    return answer.choices[0].message.content
