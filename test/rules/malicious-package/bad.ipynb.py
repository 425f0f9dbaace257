# %%
!pip install transfomers-gpu  # expect: malicious-package=error
# %%
%pip install taken-over==1.2.4
