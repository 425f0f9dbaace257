ARG BASE=python:3.11
FROM ${BASE}
ARG TOKENIZER=Qwen2TokenizerFast
ARG MAX_TOKENS=4096 PAD_TOKEN="<pad>"
ARG MODEL_ID REVISION=3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4
ARG HF_TOKEN_FILE=/run/secrets/hf_token
ENV TOKENIZERS_PARALLELISM=false OPENAI_API_KEY="" JUPYTER_TOKEN=''
ENV API_KEY=EMPTY
ENV API_KEY changeme
ENV WANDB_API_KEY_FILE=/run/secrets/wandb
ENV WANDB_API_KEY="<your key>" PUBLIC_KEY=$PUBLIC_KEY
ENV CACHE_KEY=$CACHE_KEY TOKEN_URL=$TOKEN_URL
# ARG HF_TOKEN
# ENV HF_TOKEN=$HF_TOKEN
RUN --mount=type=secret,id=hf_token,env=HF_TOKEN python download.py
RUN export HF_TOKEN=$(cat /run/secrets/hf_token) && python download.py
COPY .env.example /app/.env
COPY train.py .env
COPY --from=build /app/.env /app/.env
COPY . /app
LABEL token=$TOKEN
# Switches that are called after credentials.
ARG SCCACHE_S3_NO_CREDENTIALS=0
ARG SKIP_API_KEY
ENV SCCACHE_S3_NO_CREDENTIALS=${SCCACHE_S3_NO_CREDENTIALS}
