"""hf download someone/tiny-llama"""
import subprocess

subprocess.run(["vllm", "serve", model, "--port", "8000"])
subprocess.run(["vllm", "serve", "someone/tiny-llama", "--revision", "0123456789abcdef0123456789abcdef01234567"])
print("hf download someone/tiny-llama")
