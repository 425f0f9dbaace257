"""load_learner("export.pkl") in a docstring is no call."""
from fastai.vision.all import vision_learner

from mine import load_learner

learner = vision_learner(None, None)
learner.load("weights")
learner.export("export.pkl")
other = load_learner("export.pkl")
