# %%
%%bash
wget https://models.example-labs.io/resnet50.pth
echo "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  resnet50.pth" | sha256sum -c -

# %%
%%bash
curl -LO https://models.example-labs.io/tool.tar.gz
curl -LO https://models.example-labs.io/tool.tar.gz.asc
gpg --verify tool.tar.gz.asc tool.tar.gz

# %%
%%bash
wget https://data.example-labs.io/train.csv
wget https://data.example-labs.io/cifar-10-python.tar.gz
wget https://data.example-labs.io/images.zip
wget https://data.example-labs.io/cat.jpg -O cat.jpg
curl -s https://api.example-labs.io/v1/models
aria2c --checksum=sha-256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 https://models.example-labs.io/w.pth
wget https://raw.githubusercontent.com/someone/tools/0123456789abcdef0123456789abcdef01234567/helpers.py
curl http://localhost:9000/model.pth -o model.pth
wget https://models.example-labs.io/model.safetensors
md5sum other.pth
# %%
!gdown 1aBcDeFgHiJkLmNoPqRsTuVwXyZ012345 -O train.csv
!gdown --folder 1aBcDeFgHiJkLmNoPqRsTuVwXyZ012345
