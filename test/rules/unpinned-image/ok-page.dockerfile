FROM pytorch/pytorch:2.10.0-cuda12.8-cudnn9-runtime
COPY train.py .
CMD ["python", "train.py"]
