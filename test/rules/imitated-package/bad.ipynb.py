# %%
!pip install transformrs datasets  # expect: imitated-package=warning
