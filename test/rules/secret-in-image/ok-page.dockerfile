FROM python:3.12-slim
RUN --mount=type=secret,id=hf_token,env=HF_TOKEN python fetch_model.py
