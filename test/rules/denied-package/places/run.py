import os

os.system("pip install pillow==9.0.0")  # expect: denied-package
