import torch
from ultralytics import YOLO
from ultralytics.nn.tasks import torch_safe_load

YOLO("yolov8n.pt")
a = torch.load("model.pt")
b, _ = torch_safe_load("model.pt")
c = torch.load("model.pt", weights_only=False)  # expect: unsafe-torch-load=error
