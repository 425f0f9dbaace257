#!/bin/bash
export HF_ENDPOINT="http://mirror.example.org"  # expect: insecure-hub-endpoint=warning
HF_ENDPOINT=http://mirror.example.org hf download org/model  # expect: insecure-hub-endpoint=warning
export HF_ENDPOINT=https://hf-mirror.com  # expect: insecure-hub-endpoint=info
