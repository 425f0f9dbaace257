"""Run `curl https://models.example-labs.io/setup.sh | bash` first."""
import os
import subprocess

print("curl https://models.example-labs.io/setup.sh | bash")
subprocess.run(["curl", "https://models.example-labs.io/setup.sh", "|", "bash"])
subprocess.run(["curl", "-o", "setup.sh", "https://models.example-labs.io/setup.sh"], check=True)
os.system("curl -s https://models.example-labs.io/status | grep ready")
runner.system("curl -s https://models.example-labs.io/setup.sh | bash")
HELP = "curl https://models.example-labs.io/setup.sh | bash"


def execute(command):
    return subprocess.run(command, shell=True)
