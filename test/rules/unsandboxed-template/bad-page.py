from jinja2 import Environment
from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("./model")
prompt = Environment().from_string(tokenizer.chat_template).render(messages=messages)  # expect: unsandboxed-template
