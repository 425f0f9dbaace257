# %%
!git clone https://github.com/someone/cool-model.git  # expect: unpinned-git-clone=info

# %%
!git clone --depth 1 https://github.com/someone/fast-kernels  # expect: unpinned-git-clone=warning
%cd fast-kernels
!pip install -e .
%cd ..

# %%
!git clone https://github.com/someone/nerf /content/nerf-code  # expect: unpinned-git-clone=warning
!cd /content/nerf-code && python train.py

# %%
!git clone -b v1.2.0 https://github.com/someone/tagged.git  # expect: unpinned-git-clone=info
!pip install ./tagged

# %%
!git clone -b dev https://github.com/someone/branched.git  # expect: unpinned-git-clone=warning
!pip install -r branched/requirements.txt

# %%
%%bash
git clone https://github.com/facebookresearch/segment-anything.git  # expect: unpinned-git-clone=info
cd segment-anything
pip install -e .

# %%
!git clone https://github.com/NVIDIA/apex  # expect: unpinned-git-clone=hint
!git clone https://github.com/someone/vision-lib  # expect: unpinned-git-clone=warning
import sys
sys.path.append("/content/vision-lib/src")
