# What is handed to a script is no code that runs.
import os
import subprocess
import sys
from urllib.request import urlretrieve

urlretrieve("https://example.org/files/tokenizer.model", "tokenizer.model")
os.system("python convert.py . tokenizer.model")

urlretrieve("https://example.org/files/weights.bin", "weights.bin")
subprocess.run([sys.executable, "train.py", "--weights", "weights.bin"], check=True)

urlretrieve("https://example.org/files/data.zip", "data.zip")
subprocess.run(["python", "-m", "zipfile", "-e", "data.zip", "."], check=True)
