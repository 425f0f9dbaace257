import os
import subprocess
import sys

subprocess.check_call([sys.executable, "-m", "pip", "install", "torch==2.4.1", "-r", "requirements.txt"])
subprocess.check_call([sys.executable, "-m", "pip", "install", "-e", "."])
subprocess.check_call([sys.executable, "-m", "pip", "install", "--upgrade", "pip"])
subprocess.run([sys.executable, "-m", "pip", "freeze"], capture_output=True)
subprocess.run(["uv", "add", "torch"])
subprocess.run("pip install torch")
os.system("echo pip install torch")
print("pip install torch")


def install(package, version):
    subprocess.check_call([sys.executable, "-m", "pip", "install", package])
    subprocess.check_call([sys.executable, "-m", "pip", "install", f"torch=={version}"])
    os.system("pip install " + package)
    os.system("pip install torch==%s" % version)
    os.system("pip install {}".format(package))


get_ipython().run_line_magic("pip", "install transformers==4.44.0")
get_ipython().run_line_magic("matplotlib", "inline")
