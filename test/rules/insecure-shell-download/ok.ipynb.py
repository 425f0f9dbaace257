# %%
!wget https://models.example-labs.io/resnet50.pth
!curl http://localhost:8000/health
!curl -X POST http://10.0.0.5:8000/v1/chat -d '{"url": "http://x.example-labs.io"}'
!curl -s http://127.0.0.1:11434/api/tags
!curl http://tgi:80/generate -H "Referer: http://models.example-labs.io/"
!curl -e http://models.example-labs.io/ https://models.example-labs.io/w.pth -o w.pth
!curl -x http://proxy.example-labs.io:3128 https://models.example-labs.io/w.pth -o w.pth
!curl -o kernel.bin https://models.example-labs.io/k
!curl ifconfig.me
!curl -sSL http://setup.example-labs.io/gpu.sh | bash
!pip install --trusted-host pypi.example-labs.io -i http://pypi.example-labs.io/simple torch
!wget -k https://docs.example-labs.io/
!git config --global http.sslVerify true
!echo "wget http://models.example-labs.io/resnet50.pth"
!grep -k http://models.example-labs.io file
# !wget http://models.example-labs.io/resnet50.pth
!wget --ca-certificate ca.pem https://models.example-labs.io/resnet50.pth
!curl -k https://localhost:8443/health
%env HF_ENDPOINT=https://hf-mirror.com
%env GIT_SSL_NO_VERIFY=1
