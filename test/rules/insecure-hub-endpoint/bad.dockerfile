FROM python:3.12-slim
ENV HF_ENDPOINT http://mirror.example.org  # expect: insecure-hub-endpoint=warning
ENV HF_ENDPOINT=http://mirror.example.org HF_HOME=/cache  # expect: insecure-hub-endpoint=warning
