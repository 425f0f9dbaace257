#!/usr/bin/env bash
#SBATCH --gres=gpu:1
wget http://models.example-labs.io/resnet50.pth -O resnet50.pth  # expect: insecure-shell-download=warning
export PYTHONHTTPSVERIFY=0  # expect: insecure-shell-download=warning
for part in a b c; do
  wget -q "http://data.example-labs.io/part_${part}.zip"  # expect: insecure-shell-download=warning
done
CURL_CA_BUNDLE="" python train.py  # expect: insecure-shell-download=warning
