import asyncio
import shlex
import subprocess
import sys

subprocess.run(["pip", "install", "transformers"], check=True)  # expect: unpinned-requirement
subprocess.run("pip install transformers accelerate==0.33.0", shell=True)  # expect: unpinned-requirement
subprocess.run(shlex.split("pip install transformers"))  # expect: unpinned-requirement

INSTALL = [sys.executable, "-m", "pip", "install", "datasets>=2"]  # expect: unpinned-requirement
subprocess.check_call(INSTALL)


async def prepare(version):
    await asyncio.create_subprocess_shell(f"python -m pip install ninja torch=={version}")  # expect: unpinned-requirement


get_ipython().run_line_magic("pip", "install -q transformers")  # expect: unpinned-requirement
get_ipython().system("pip install transformers")  # expect: unpinned-requirement
