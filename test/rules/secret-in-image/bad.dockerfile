# syntax=docker/dockerfile:1
ARG PYTHON=3.11
FROM python:${PYTHON}-slim AS build
ARG HF_TOKEN  # expect: secret-in-image=warning
ARG GITHUB_TOKEN="" PIP_VERSION=24.0  # expect: secret-in-image=warning
ARG INDEX_PASSWORD=$OTHER  # expect: secret-in-image=warning
RUN huggingface-cli download org/model --token $HF_TOKEN
ENV HF_TOKEN=$HF_TOKEN  # expect: secret-in-image=warning
ENV HF_HOME=/models \
    WANDB_API_KEY="${WANDB_API_KEY}" \  # expect: secret-in-image=warning
    AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY:-}  # expect: secret-in-image=warning
ENV API_KEY $API_KEY  # expect: secret-in-image=warning
COPY .env /app/.env  # expect: secret-in-image=warning
COPY --chown=1:1 kaggle.json train.py /root/.kaggle/  # expect: secret-in-image=warning
ADD ["keys/id_rsa", "/root/.ssh/"]  # expect: secret-in-image=warning
ONBUILD ARG NPM_TOKEN  # expect: secret-in-image=warning
