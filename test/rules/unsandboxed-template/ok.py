"""jinja2.Template(tokenizer.chat_template)"""
import jinja2
from jinja2 import Environment, FileSystemLoader, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment
from string import Template as StringTemplate
from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("gpt2")
safe = ImmutableSandboxedEnvironment(trim_blocks=True).from_string(tokenizer.chat_template)
also = SandboxedEnvironment().from_string(tokenizer.chat_template)
environment = Environment(loader=FileSystemLoader("templates"))
page = environment.get_template("report.html").render(title="x")
inline = Template("Hello {{ name }}").render(name="x")
PROMPT = "You are {{ role }}."
prompt = jinja2.Template(PROMPT).render(role="x")
other = StringTemplate(tokenizer.chat_template)
text = tokenizer.apply_chat_template(messages)


def render(source):
    return Template(source).render()
