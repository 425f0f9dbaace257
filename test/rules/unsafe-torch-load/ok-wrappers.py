import os
import hashlib
import ours
import timm.models
import torch
from mmengine.runner import load_checkpoint
from ours.patches import torch_load as own_load
from ultralytics import YOLO
from ultralytics.nn.tasks import torch_safe_load
from ultralytics.utils.patches import torch_load


def safely(path, safe_only, options):
    a = torch_load(path, weights_only=True)
    b, _ = torch_safe_load(path, safe_only=True)
    c, _ = torch_safe_load(path, True)
    d, _ = torch_safe_load(path, safe_only)
    e = torch_load(path, **options)
    return a, b, c, d, e


def elsewhere(model, path, folder):
    own_load(path)
    ours.torch_load(path)
    YOLO("yolo11n.pt")
    timm.models.load_checkpoint(model, "model.safetensors")
    timm.models.load_checkpoint(model, os.path.join(folder, "model.safetensors"))
    timm.models.load_state_dict(f"{folder}/model.safetensors")
    timm.models.load_checkpoint(model, "weights.npz")
    timm.models.load_checkpoint(model, path)


def of_a_model(state):
    model = timm.create_model("resnet18")
    model.load_state_dict(state)
    timm.models.create_model("resnet18").load_state_dict(state)


def told_by_others(model, path):
    torch_load(path, weights_only=False)  # expect: weights-only-disabled=error
    load_checkpoint(model, "https://acme.example/epoch_12.pth")  # expect: unverified-checkpoint-url=error


def checked(path):
    if hashlib.sha256(open(path, "rb").read()).hexdigest() != "0" * 64:
        raise ValueError(path)
    return torch_load(path)
