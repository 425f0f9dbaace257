# %%
!git clone https://github.com/someone/cool-model.git
!cd cool-model && git checkout 0123456789abcdef0123456789abcdef01234567
!pip install -e cool-model

# %%
%%bash
git clone https://github.com/someone/fast-kernels && git -C fast-kernels reset --hard 0123456789abcdef0123456789abcdef01234567
git clone --revision=0123456789abcdef0123456789abcdef01234567 https://github.com/someone/new-git
git clone ./local-repository copy
git clone "$REPOSITORY" work
git clone file:///data/repository
git clone git@gitlab.example-labs.io:team/own.git
git status
git pull
echo git clone https://github.com/someone/x

# %%
COMMIT = "0123456789abcdef0123456789abcdef01234567"
!git clone https://github.com/someone/nerf
!git -C nerf checkout {COMMIT}
!git clone https://huggingface.co/someone/model
