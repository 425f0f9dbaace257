%pip install torch=2.1  # expect: invalid-requirement
# %%
!pip install "numpy=>1.2"  # expect: invalid-requirement
