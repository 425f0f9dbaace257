# %%
import sys
!git clone https://github.com/org/detector.git
# %%
sys.path.append("/content/detector")  # expect: downloaded-code-imported=warning
