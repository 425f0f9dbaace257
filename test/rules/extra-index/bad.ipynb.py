# %%
!pip install torch==2.4.1 --extra-index-url https://pypi.internal.example/simple  # expect: extra-index=warning
# %%
!uv pip install torch==2.4.1 --extra-index-url https://pypi.internal.example/simple  # expect: extra-index=info
# %%
!uv pip install torch==2.4.1 --index-strategy unsafe-best-match --index https://pypi.internal.example/simple  # expect: extra-index=warning
