from fastai.vision.all import vision_learner

from data import loaders

learner = vision_learner(loaders, "resnet18")
learner.load("weights")
