# %%
!wget https://raw.githubusercontent.com/some-teacher/course/main/helper_functions.py  # expect: unverified-shell-download=warning
!curl -LO https://raw.githubusercontent.com/some-teacher/course/main/plots.py  # expect: unverified-shell-download=info
# %%
from helper_functions import accuracy
import numpy
