from llama_cpp import Llama

llm = Llama("model.gguf")  # expect: vulnerable-loader=warning
