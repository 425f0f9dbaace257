import os
import subprocess
import sys

subprocess.check_call([sys.executable, "-m", "pip", "install", "-q", "torch==2.4.1", 'uvicorn[standard]==0.30.6'])
os.system("pip install 'numpy==1.26.4' && python train.py")
os.system(f"{sys.executable} -m pip install torch==2.4.1")
