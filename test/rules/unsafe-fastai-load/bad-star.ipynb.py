# %%
from fastai.vision.all import *

learner = load_learner("export.pkl")  # expect: unsafe-fastai-load
