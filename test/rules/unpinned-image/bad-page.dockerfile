FROM pytorch/pytorch:latest  # expect: unpinned-image=warning
COPY train.py .
CMD ["python", "train.py"]
