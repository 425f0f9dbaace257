# %%
%env TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=1  # expect: weights-only-disabled=error
# %%
!TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=1 python train.py  # expect: weights-only-disabled=error
