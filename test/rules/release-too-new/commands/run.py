import os

os.system("pip install --uploaded-prior-to P1D numpy==2.1.0")  # expect: release-too-new
