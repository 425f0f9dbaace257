# %%
!jupyter notebook --NotebookApp.token='' --no-browser &  # expect: unauthenticated-notebook-server=warning
# %%
%%bash
jupyter lab --ip=* --IdentityProvider.token=''  # expect: unauthenticated-notebook-server=error
