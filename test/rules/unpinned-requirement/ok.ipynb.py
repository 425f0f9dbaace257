# %%
%pip install torch==2.4.1 -r requirements.txt
# %%
!uv add torch
# %%
!pip list
