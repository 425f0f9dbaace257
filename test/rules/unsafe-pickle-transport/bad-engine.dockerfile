FROM vllm/vllm-openai:v0.6.3
ENV VLLM_ALLOW_INSECURE_SERIALIZATION=1  # expect: unsafe-pickle-transport=warning
