ARG BASE=pytorch/pytorch:2.7.0-cuda12.6-cudnn9-runtime
FROM ${BASE}@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
ARG HF_TOKEN
ARG REVISION=3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4
ENV HF_HOME=/models TOKENIZERS_PARALLELISM=false PAD_TOKEN="<pad>"
ENV OPENAI_API_KEY=EMPTY
ENV OPENAI_API_KEY="" HF_TOKEN=$HF_TOKEN
ENV API_KEY changeme
RUN --mount=type=secret,id=hf_token HF_TOKEN=$(cat /run/secrets/hf_token) python download.py
RUN --mount=type=secret,id=hf_token,env=HF_TOKEN huggingface-cli download org/model --revision ${REVISION}
# docker build --build-arg HF_TOKEN=hf_xxx .
CMD ["vllm", "serve", "org/model", "--api-key", "$VLLM_API_KEY", "--tokenizer", "Qwen2TokenizerFast"]
# A path that is long and holds a colon: once an expression of ours tried all ways to cut it.
ENV LD_PRELOAD="/usr/lib/x86_64-linux-gnu/libtcmalloc_minimal.so.4:/opt/venv/lib/libiomp5.so"
ENV TCL_PASSWORD_FILE="/usr/lib/x86_64-linux-gnu/libtcmalloc_minimal.so.4:/opt/venv/lib/libiomp5.so"
