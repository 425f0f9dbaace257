import os
import subprocess
import sys

subprocess.check_call([sys.executable, "-m", "pip", "install", "-q", "torch", 'uvicorn[standard]'])  # expect: unpinned-requirement, unpinned-requirement
os.system("pip install 'numpy>=1.20' && python train.py")  # expect: unpinned-requirement
os.system(f"{sys.executable} -m pip install torch")  # expect: unpinned-requirement
