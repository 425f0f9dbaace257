from jinja2.sandbox import ImmutableSandboxedEnvironment
from langchain_core.load import dumps, load, loads
from llama_cpp import Llama

import onnx
import skops.io

llm = Llama("model.gguf")  # expect: vulnerable-loader=warning
chain = loads(text)  # expect: vulnerable-loader=hint
written = dumps(chain)
onnx.load("model.onnx")
skops.io.load("model.skops", trusted=["a.B"])
ImmutableSandboxedEnvironment()
