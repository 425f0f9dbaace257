# %%
!pip install "git+https://github.com/huggingface/trl@3f2a9c1d4e5b60718293a4b5c6d7e8f901234567" torch==2.4.1
# %%
%pip install git+https://github.com/huggingface/trl.git@3f2a9c1d4e5b60718293a4b5c6d7e8f901234567#egg=trl
