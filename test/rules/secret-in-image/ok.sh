#!/bin/sh
export HF_TOKEN=$HF_TOKEN
docker build --build-arg BASE=x .
