import subprocess


def start(command):
    subprocess.Popen(command, shell=True)  # expect: shell-command-injection=hint
