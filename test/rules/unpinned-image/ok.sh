docker run --gpus all vllm/vllm-openai:v0.6.3 --model ./model
docker build -t nvidia/own:latest .
docker run redis
docker run -v "$PWD:/work" $IMAGE
git clone https://github.com/pytorch/pytorch && cd pytorch && git checkout v2.4.1
docker manifest create vllm/vllm-openai:latest vllm/vllm-openai:latest-x86_64 --amend
docker tag vllm/vllm-openai:nightly mirror.internal/vllm:2026-11-01
