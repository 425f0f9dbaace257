from jinja2.sandbox import ImmutableSandboxedEnvironment
from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("./model")
prompt = ImmutableSandboxedEnvironment().from_string(tokenizer.chat_template).render(messages=messages)
