# touchstone: ignore[secret-in-notebook-output] revoked long ago
print(token)
#> {{secret:huggingface}}
# %%
# touchstone: ignore[unpinned-requirement] the newest is wanted
!pip install \
  torch
# %%
%%bash
# touchstone: ignore[unpinned-requirement] the newest is wanted
pip install \
  torch
