#!/bin/bash
#SBATCH --gres=gpu:8
srun docker run --privileged --gpus all registry.example.com/train:1.0 python train.py
docker run --privileged registry.example.com/train:1.0  # expect: privileged-container=info
