import os

os.system("pip install cv2")  # expect: wrong-package-for-import=warning
