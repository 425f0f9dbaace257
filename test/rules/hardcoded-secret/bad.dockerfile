# syntax=docker/dockerfile:1
FROM pytorch/pytorch:2.7.0-cuda12.6-cudnn9-runtime
ENV HF_TOKEN={{secret:huggingface}}  # expect: hardcoded-secret=error
ENV WANDB_API_KEY {{secret:wandb-legacy}}  # expect: hardcoded-secret=error
ENV TOKENIZERS_PARALLELISM=false \
    OPENAI_API_KEY="{{secret:openai}}" \  # expect: hardcoded-secret=error
    # API_KEY={{secret:anthropic}}  # expect: hardcoded-secret=error
    DB_PASSWORD={{secret:password}}  # expect: hardcoded-secret=warning
ARG API_TOKEN={{secret:random}}  # expect: hardcoded-secret=warning
LABEL key={{secret:replicate}}  # expect: hardcoded-secret=error
RUN pip install --no-cache-dir torch \
    && huggingface-cli login --token {{secret:huggingface:2}}  # expect: hardcoded-secret=error
RUN ["python", "warm.py", "--api-key", "{{secret:random:2}}"]  # expect: hardcoded-secret=warning
RUN <<EOF
export WANDB_API_KEY={{secret:wandb}}  # expect: hardcoded-secret=error
EOF
RUN git clone https://bot:{{secret:random:3}}@git.internal/ml/train.git  # expect: hardcoded-secret=warning
CMD ["vllm", "serve", "org/model", "--api-key", "{{secret:random:4}}"]  # expect: hardcoded-secret=warning
