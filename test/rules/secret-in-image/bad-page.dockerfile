FROM python:3.12-slim
ARG HF_TOKEN  # expect: secret-in-image
RUN python fetch_model.py
