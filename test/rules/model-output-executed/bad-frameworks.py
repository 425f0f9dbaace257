import google.generativeai as genai
import ollama
from langchain_openai import ChatOpenAI
from langchain.chains import LLMChain

chat = ChatOpenAI(model="gpt-4o")
exec(chat.invoke("write code").content)  # expect: model-output-executed=error

chain = LLMChain(llm=chat, prompt=prompt)
code = chain.run("write code")
exec(code)  # expect: model-output-executed=error

answer = ollama.chat(model="llama3", messages=messages)
exec(answer["message"]["content"])  # expect: model-output-executed=error

gemini = genai.GenerativeModel("gemini-1.5-pro")
run = exec
run(gemini.generate_content("write code").text)  # expect: model-output-executed=error


class Agent:
    def __init__(self):
        self.llm = ChatOpenAI()

    def step(self, task):
        code = self.llm.invoke(task).content
        return eval(code)  # expect: model-output-executed=error


def answered(model, tokenizer, question):
    reply, history = model.chat(tokenizer, question, history=[])
    exec(reply)  # expect: model-output-executed=error
    result = requests.post("http://localhost:8000/v1/chat/completions", json={"prompt": question}).json()
    exec(result["text"])  # expect: model-output-executed=error
    response = query_engine.query(question)
    eval(str(response))  # expect: model-output-executed=error
    value, rest = split(question)
    eval(value)
