# %%
!pip install numpy torch-fast-loader-utils  # expect: unknown-package=hint
# %%
%pip install -q "acme-vision-metrics[all]>=2"  # expect: unknown-package=hint
# %%
!uv pip install acme-notebook-helpers  # expect: unknown-package=hint
