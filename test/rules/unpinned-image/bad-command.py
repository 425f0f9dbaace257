import os
import subprocess

os.system("docker run --gpus all pytorch/pytorch:latest python train.py")  # expect: unpinned-image=info
subprocess.run(["docker", "run", "vllm/vllm-openai", "--model", "acme/model"], check=True)  # expect: unpinned-image=info
