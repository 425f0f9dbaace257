"""load_state_dict_from_url("https://example.org/model.pt") in a docstring."""
import torch
from torch.hub import download_url_to_file, load_state_dict_from_url

a = load_state_dict_from_url("https://example.org/model.pt", weights_only=True)
b = load_state_dict_from_url("https://download.pytorch.org/models/resnet18-f37072fd.pth", check_hash=True)
c = torch.hub.load_state_dict_from_url("https://example.org/model.pt", None, None, True, False, None, True)
options = {"weights_only": True, "progress": False}
d = load_state_dict_from_url("https://example.org/model.pt", **options)


def fetch(url, weights_only=True, **extra):
    load_state_dict_from_url(url, **extra)
    return load_state_dict_from_url(url, weights_only=weights_only)


class Zoo:
    def load_url(self, url):
        return url


e = Zoo().load_url("https://example.org/model.pt")


from mmdet.apis import init_detector
from ultralytics import YOLO

f = YOLO("yolo11n.pt")
g = YOLO("yolo11n.yaml").load("best.pt")
h = init_detector("https://example.org/config.py", "model.pth")
