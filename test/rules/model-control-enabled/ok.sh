tritonserver --model-repository=/models
tritonserver --model-repository=/models --model-control-mode=none
tritonserver --model-control-mode=explicit --http-restricted-api=model-repository:admin-key=$KEY
torchserve --start --model-store /models
torchserve --stop
vllm serve facebook/opt-125m --tool-server localhost:9000
VLLM_SERVER_DEV_MODE=0 vllm serve facebook/opt-125m
echo "use --model-control-mode=explicit in tests"
