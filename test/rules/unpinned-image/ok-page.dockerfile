FROM pytorch/pytorch:2.7.1-cuda12.8-cudnn9-runtime
COPY train.py .
CMD ["python", "train.py"]
