# %%
!wget https://models.example-labs.io/resnet50.pth  # expect: unverified-shell-download=info
!curl -L -o model.bin https://models.example-labs.io/download?id=7  # expect: unverified-shell-download=info
!wget -q https://models.example-labs.io/detector.ckpt -P weights  # expect: unverified-shell-download=info
!wget https://github.com/someone/tool/releases/download/v1.2/tool-linux.tar.gz && tar xzf tool-linux.tar.gz  # expect: unverified-shell-download=info
!wget https://raw.githubusercontent.com/someone/tools/main/helpers.py  # expect: unverified-shell-download=info

# %%
!wget https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh  # expect: unverified-shell-download=info
!bash Miniconda3-latest-Linux-x86_64.sh -b -p /opt/conda

# %%
%%bash
wget https://models.example-labs.io/setup.sh  # expect: unverified-shell-download=warning
chmod +x setup.sh
./setup.sh

# %%
!wget -O convert.py https://models.example-labs.io/convert_weights.py  # expect: unverified-shell-download=warning
!python convert.py --in a --out b
# %%
!gdown 1aBcDeFgHiJkLmNoPqRsTuVwXyZ012345 -O model.pth  # expect: unverified-shell-download=info
