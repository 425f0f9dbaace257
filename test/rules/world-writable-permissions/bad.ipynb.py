# %%
!chmod 777 run.sh  # expect: world-writable-permissions=info
