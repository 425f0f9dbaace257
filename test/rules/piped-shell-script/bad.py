import os
import subprocess
from subprocess import check_call as run_command

os.system("curl -sSL https://models.example-labs.io/setup.sh | bash")  # expect: piped-shell-script=warning
subprocess.run("wget -qO- http://models.example-labs.io/setup.sh | sh", shell=True, check=True)  # expect: piped-shell-script=error
subprocess.check_output(["bash", "-c", "curl -s https://models.example-labs.io/setup.sh | bash"])  # expect: piped-shell-script=warning
run_command("bash <(curl -s https://models.example-labs.io/setup.sh)", shell=True)  # expect: piped-shell-script=warning

COMMAND = "curl -s https://models.example-labs.io/setup.sh | python3"  # expect: piped-shell-script=warning
subprocess.Popen(COMMAND, shell=True)


def install(version):
    os.system(f"curl -s https://models.example-labs.io/{version}/setup.sh | bash")  # expect: piped-shell-script=warning
    get_ipython().system("curl -s https://models.example-labs.io/setup.sh | sh")  # expect: piped-shell-script=warning
