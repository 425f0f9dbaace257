# %%
!pip install https://files.example/pkg-1.0-py3-none-any.whl  # expect: unhashed-url-requirement
