# %%
!wget http://models.example-labs.io/resnet50.pth  # expect: insecure-shell-download=warning
!wget -q -O weights/resnet50.pth "http://models.example-labs.io/resnet50.pth"  # expect: insecure-shell-download=warning
!curl -L -o data.zip http://data.example-labs.io/train.zip  # expect: insecure-shell-download=warning
!wget --no-check-certificate https://models.example-labs.io/resnet50.pth  # expect: insecure-shell-download=warning
!curl -k -O https://models.example-labs.io/resnet50.pth  # expect: insecure-shell-download=warning
!curl -sSLk https://models.example-labs.io/resnet50.pth -o w.pth  # expect: insecure-shell-download=warning
!curl --insecure https://models.example-labs.io/resnet50.pth > w.pth  # expect: insecure-shell-download=warning
!aria2c -x 16 http://models.example-labs.io/resnet50.pth -d weights  # expect: insecure-shell-download=warning
!wget models.example-labs.io/resnet50.pth  # expect: insecure-shell-download=warning

# %%
%%bash
BASE=http://mirror.example-labs.io/models
wget $BASE/bert.tar.gz  # expect: insecure-shell-download=warning
git -c http.sslVerify=false clone https://git.example-labs.io/team/model.git  # expect: insecure-shell-download=warning
git config --global http.sslVerify false  # expect: insecure-shell-download=warning
export GIT_SSL_NO_VERIFY=1  # expect: insecure-shell-download=warning
git clone http://git.example-labs.io/team/model.git  # expect: insecure-shell-download=warning
HF_ENDPOINT=http://hub.example-labs.io huggingface-cli download org/model
wget http://models.example-labs.io/a.bin && wget https://models.example-labs.io/b.bin  # expect: insecure-shell-download=warning
N=$(curl -s http://models.example-labs.io/count.txt)  # expect: insecure-shell-download=warning
