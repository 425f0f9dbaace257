import os

os.system("pip install tokenziers")  # expect: imitated-package=warning
