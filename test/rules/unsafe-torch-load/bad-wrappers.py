from ultralytics.nn.tasks import attempt_load_weights, torch_safe_load
from ultralytics.utils import patches
from ultralytics.utils.patches import torch_load
from ultralytics.utils.patches import torch_load as load
from flair.file_utils import load_torch_state
from mmengine.runner import CheckpointLoader, load_checkpoint
from fairseq import checkpoint_utils
from huggingface_hub import hf_hub_download
from lightning_fabric.utilities.cloud_io import _load as cloud_load
import timm.models
import os


def of_ultralytics(path):
    a = torch_load(path)  # expect: unsafe-torch-load=warning
    b = load("model.pt", map_location="cpu")  # expect: unsafe-torch-load=warning
    c = patches.torch_load(  # expect: unsafe-torch-load=warning
        os.path.join("runs", "last.pt"),
        map_location="cpu",
    )
    d, _ = torch_safe_load(path)  # expect: unsafe-torch-load=warning
    e = attempt_load_weights(["a.pt", "b.pt"])  # expect: unsafe-torch-load=warning
    f = torch_load(hf_hub_download("acme/model", "model.pt"))  # expect: unsafe-torch-load=error
    g, _ = torch_safe_load(path, safe_only=False)  # expect: unsafe-torch-load=warning
    return a, b, c, d, e, f, g


def of_others(model, path):
    load_torch_state("tagger.pt")  # expect: unsafe-torch-load=warning
    load_checkpoint(model, "epoch_12.pth")  # expect: unsafe-torch-load=warning
    CheckpointLoader.load_checkpoint("epoch_12.pth", map_location="cpu")  # expect: unsafe-torch-load=warning
    checkpoint_utils.load_checkpoint_to_cpu("checkpoint_best.pt")  # expect: unsafe-torch-load=warning
    checkpoint_utils.load_model_ensemble_and_task([path])  # expect: unsafe-torch-load
    cloud_load("https://acme.example/model.ckpt")  # expect: unsafe-torch-load=warning
    timm.models.load_checkpoint(model, "model.pth")  # expect: unsafe-torch-load=warning
    timm.models.load_state_dict("model.pth", use_ema=True)  # expect: unsafe-torch-load=warning
    timm.models.resume_checkpoint(model, "last.pth")  # expect: unsafe-torch-load=warning
