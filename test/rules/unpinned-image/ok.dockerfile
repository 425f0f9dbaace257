ARG TAG=24.08-py3
ARG BASE=python:3.12-slim
ARG UNKNOWN
FROM nvcr.io/nvidia/pytorch:${TAG} AS build
FROM build AS train
FROM ${BASE}
FROM $UNKNOWN
FROM pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime
FROM tensorflow/tensorflow:2.17.0-gpu
FROM ubuntu@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
FROM pytorch/pytorch:latest@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
FROM localhost:5000/base:1.2
FROM scratch
COPY --from=build /out /out
RUN echo FROM pytorch/pytorch
ARG REMOTE=0
FROM python:3.12-slim AS fetch_0
FROM python:3.12-slim AS fetch_1
FROM fetch_${REMOTE} AS fetched
