tritonserver --model-repository=/models --model-control-mode poll  # expect: model-control-enabled=warning
torchserve --start --model-store /models --disable-token-auth  # expect: model-control-enabled=warning
torchserve --start --enable-model-api --model-store /models  # expect: model-control-enabled=warning
VLLM_SERVER_DEV_MODE=1 vllm serve facebook/opt-125m  # expect: model-control-enabled=warning
export VLLM_SERVER_DEV_MODE=1  # expect: model-control-enabled=warning
