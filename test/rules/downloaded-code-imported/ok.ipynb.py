# %%
import sys
!git clone https://github.com/org/detector.git
!cd detector && git checkout 0123456789abcdef0123456789abcdef01234567
# %%
sys.path.append("/content/detector")
sys.path.append("/content/other")
