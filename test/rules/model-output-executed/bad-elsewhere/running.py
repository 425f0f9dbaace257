import subprocess


def run_code(code):
    exec(code)


def run_command(command):
    return subprocess.check_output(command, shell=True)


def show(text):
    print(text)
