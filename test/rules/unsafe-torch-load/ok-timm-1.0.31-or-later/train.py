import timm.models
from fairseq import checkpoint_utils
from mmengine.runner import load_checkpoint

model = timm.create_model("resnet18")
timm.models.load_checkpoint(model, "model.pth")
state = timm.models.load_state_dict("model.pth")
load_checkpoint(model, "model.pth")
checkpoint_utils.load_checkpoint_to_cpu("model.pt")
