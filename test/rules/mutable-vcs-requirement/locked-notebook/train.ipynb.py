# %%
!pip install "git+https://github.com/huggingface/trl@main" torch==2.4.1  # expect: mutable-vcs-requirement
# %%
%pip install git+https://github.com/huggingface/trl.git#egg=trl  # expect: mutable-vcs-requirement
