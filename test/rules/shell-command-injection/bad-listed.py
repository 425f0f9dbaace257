"""A shell runs the first word of a list; the others are its own arguments."""
import subprocess


def extract(path, target):
    subprocess.run([f"unzip {path}"], shell=True)  # expect: shell-command-injection=warning
    subprocess.Popen(("tar xf " + path,), shell=True)  # expect: shell-command-injection=warning
    subprocess.call([f"cp {target} .", "x"], shell=True)  # expect: shell-command-injection=warning


def run(command):
    subprocess.check_output([command], shell=True)  # expect: shell-command-injection=hint
