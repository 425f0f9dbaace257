FROM vllm/vllm-openai:v0.6.0
RUN huggingface-cli download someone/tiny-llama --local-dir /models  # expect: unpinned-hub-download=warning
CMD ["vllm", "serve", "someone/tiny-llama"]  # expect: unpinned-hub-download=warning
ENTRYPOINT python -m vllm.entrypoints.openai.api_server --model someone/tiny-llama  # expect: unpinned-hub-download=warning
