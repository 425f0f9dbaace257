# %%
!pip install cv2 numpy  # expect: wrong-package-for-import=warning
%pip install -q "skimage"  # expect: wrong-package-for-import=warning
