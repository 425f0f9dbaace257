import os

os.system("pip install -i https://pypi.mirror.example/simple numpy==2.1.0")  # expect: unapproved-index
