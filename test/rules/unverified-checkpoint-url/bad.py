import torch
import torch.utils.model_zoo as model_zoo
from torch import nn
from torch.hub import load_state_dict_from_url
from torchvision.models.utils import load_state_dict_from_url as torchvision_load

BASE = "https://download.pytorch.org/models"
URL = f"{BASE}/resnet18-f37072fd.pth"
model_urls = {"resnet18": "https://download.pytorch.org/models/resnet18-f37072fd.pth"}

a = torch.hub.load_state_dict_from_url("https://example.org/model.pt")  # expect: unverified-checkpoint-url=error
b = load_state_dict_from_url("https://download.pytorch.org/models/resnet18-f37072fd.pth")  # expect: unverified-checkpoint-url=warning
c = load_state_dict_from_url(URL, progress=True)  # expect: unverified-checkpoint-url=warning
d = model_zoo.load_url("http://example.org/model.pth", "cache")  # expect: unverified-checkpoint-url=error
e = torchvision_load(model_urls["resnet18"], progress=True)  # expect: unverified-checkpoint-url=warning
f = torch.hub.load_state_dict_from_url("https://example.org/model.pt", None, None, True, True, None, False)  # expect: unverified-checkpoint-url=error
g = torch.hub.load_state_dict_from_url(url="https://example.org/model-0123abcd.pt", check_hash=True)  # expect: unverified-checkpoint-url=warning
options = {"weights_only": False}
h = torch.hub.load_state_dict_from_url("https://example.org/model.pt", **options)  # expect: unverified-checkpoint-url=error


def pretrained(arch):
    model = nn.Linear(2, 2)
    model.load_state_dict(load_state_dict_from_url(model_urls[arch], progress=True))  # expect: unverified-checkpoint-url=warning
    return model


from mmdet.apis import init_detector
from mmengine.runner import load_checkpoint
from ultralytics import YOLO

i = YOLO("https://example.org/best.pt")  # expect: unverified-checkpoint-url=error
j = YOLO("https://github.com/ultralytics/assets/releases/download/v8.3.0/yolo11n.pt")  # expect: unverified-checkpoint-url
load_checkpoint(nn.Linear(2, 2), "https://example.org/model.pth")  # expect: unverified-checkpoint-url=error
k = init_detector("config.py", "https://download.openmmlab.com/mmdetection/model.pth")  # expect: unverified-checkpoint-url
