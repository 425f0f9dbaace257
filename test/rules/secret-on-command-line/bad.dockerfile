FROM a
RUN huggingface-cli download org/model --token $HF_TOKEN  # expect: secret-on-command-line=info
CMD ["vllm", "serve", "org/model", "--api-key", "$VLLM_API_KEY"]  # expect: secret-on-command-line=info
