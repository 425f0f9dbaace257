export VLLM_ALLOW_INSECURE_SERIALIZATION=1  # expect: unsafe-pickle-transport=warning
