#!/bin/bash
# export HF_ENDPOINT=http://mirror.example.org
export HF_ENDPOINT=https://huggingface.co
export HF_ENDPOINT=http://localhost:8080
echo "$HF_ENDPOINT"
