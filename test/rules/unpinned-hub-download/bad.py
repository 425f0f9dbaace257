import os
import subprocess

os.system("huggingface-cli download someone/tiny-llama")  # expect: unpinned-hub-download=warning
subprocess.run(["vllm", "serve", "someone/tiny-llama", "--port", "8000"])  # expect: unpinned-hub-download=warning
subprocess.Popen("python -m sglang.launch_server --model-path someone/tiny-llama", shell=True)  # expect: unpinned-hub-download=warning
