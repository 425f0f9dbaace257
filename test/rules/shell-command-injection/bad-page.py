import subprocess


def convert(path):
    subprocess.run(f"ffmpeg -i {path} out.wav", shell=True, check=True)  # expect: shell-command-injection
