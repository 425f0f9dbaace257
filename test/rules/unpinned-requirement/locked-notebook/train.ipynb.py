# %%
%pip install -q "torch>=2.0" 'uvicorn[standard]' numpy>=1.20  # expect: unpinned-requirement, unpinned-requirement, unpinned-requirement
# %%
!python -m pip install torch && echo "done"  # expect: unpinned-requirement
