# %%
!pip install torch==2.4.1 --index-url http://pypi.internal.example/simple --trusted-host pypi.internal.example  # expect: insecure-index, insecure-index
# %%
%pip install -i "https://reader:{{secret:huggingface}}@pypi.internal.example/simple" torch==2.4.1  # expect: insecure-index=error
# %%
%pip install -i 'https://reader:{{secret:huggingface}}@pypi.internal.example/simple' torch==2.4.1  # expect: insecure-index=error
