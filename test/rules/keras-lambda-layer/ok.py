"""keras.layers.Lambda(lambda x: x) in a docstring is no call."""
import keras
import torch
import torchvision.transforms as T
from torchvision.transforms import Lambda


@keras.saving.register_keras_serializable()
def scale(x):
    return x / 255.0


a = keras.layers.Lambda(scale)
b = T.Lambda(lambda x: x * 2)
c = Lambda(lambda x: x * 2)
d = torch.optim.lr_scheduler.LambdaLR(None, lambda epoch: 0.9)
e = keras.layers.Rescaling(1 / 255)
f = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: None)


def forwarded(function):
    return keras.layers.Lambda(function)
