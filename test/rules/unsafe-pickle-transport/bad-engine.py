import os
import subprocess

os.environ["VLLM_ALLOW_INSECURE_SERIALIZATION"] = "1"  # expect: unsafe-pickle-transport=warning
os.environ.setdefault("VLLM_ALLOW_INSECURE_SERIALIZATION", "true")  # expect: unsafe-pickle-transport=warning
os.environ.update(VLLM_ALLOW_INSECURE_SERIALIZATION="1")  # expect: unsafe-pickle-transport=warning
subprocess.run(["vllm", "serve", "./model"], env={"VLLM_ALLOW_INSECURE_SERIALIZATION": "1"})  # expect: unsafe-pickle-transport=warning
