FROM python:3.11-slim
ENV GIT_SSL_NO_VERIFY=1  # expect: insecure-shell-download=warning
ENV HF_ENDPOINT http://hub.example-labs.io
ARG BASE=http://mirror.example-labs.io
RUN wget ${BASE}/resnet50.pth  # expect: insecure-shell-download=warning
RUN apt-get update && \
    curl -k -o model.bin https://models.example-labs.io/model.bin && \  # expect: insecure-shell-download=warning
    rm -rf /var/lib/apt/lists/*
ADD http://models.example-labs.io/weights.tar.gz /weights/  # expect: insecure-shell-download=warning
