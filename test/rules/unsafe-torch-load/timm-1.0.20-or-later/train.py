import timm.models

model = timm.create_model("resnet18")
timm.models.load_checkpoint(model, "model.pth")  # expect: unsafe-torch-load=warning
timm.models.load_checkpoint(model, "model.pth", weights_only=True)
state = timm.models.load_state_dict("model.pth")  # expect: unsafe-torch-load=warning
