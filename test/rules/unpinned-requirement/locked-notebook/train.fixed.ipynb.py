# %%
%pip install -q "torch==2.4.1" 'uvicorn[standard]==0.30.6' numpy==1.26.4
# %%
!python -m pip install torch==2.4.1 && echo "done"
