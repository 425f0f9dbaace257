import torch
from ultralytics import YOLO
from ultralytics.nn.tasks import torch_safe_load

YOLO("yolo11n.pt")
a = torch.load("model.pt")  # expect: unsafe-torch-load=warning
b = torch.load("model.pt", weights_only=True)  # expect: unsafe-torch-load=info
c, _ = torch_safe_load("model.pt")  # expect: unsafe-torch-load=warning
