ARG BASE=tensorflow/tensorflow:latest-gpu
ARG CUDA_TAG
FROM nvcr.io/nvidia/pytorch:latest AS build  # expect: unpinned-image=warning
FROM --platform=linux/amd64 pytorch/pytorch  # expect: unpinned-image=warning
FROM ${BASE}  # expect: unpinned-image=info
FROM ghcr.io/huggingface/text-generation-inference:latest  # expect: unpinned-image=warning
FROM vllm/vllm-openai:nightly  # expect: unpinned-image=warning
FROM python  # expect: unpinned-image=info
FROM registry.internal.example:5000/team/base:latest  # expect: unpinned-image=info
