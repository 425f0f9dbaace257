import fastai.learner
from fastai.learner import load_learner
from fastai.vision.all import load_learner as restore
from huggingface_hub import from_pretrained_fastai, hf_hub_download

a = load_learner("export.pkl")  # expect: unsafe-fastai-load=warning
b = restore(fname="export.pkl", cpu=True)  # expect: unsafe-fastai-load=warning
c = fastai.learner.load_learner("export.pkl")  # expect: unsafe-fastai-load
d = load_learner(hf_hub_download("org/x", "export.pkl"))  # expect: unsafe-fastai-load=error, unpinned-model-revision, untrusted-model-source
e = from_pretrained_fastai("org/x")  # expect: unsafe-fastai-load=error
f = from_pretrained_fastai("org/x", revision="0123456789abcdef0123456789abcdef01234567")  # expect: unsafe-fastai-load=warning


def from_caller(path):
    return load_learner(path)  # expect: unsafe-fastai-load=hint


def round_trip(learner):
    learner.export("own.pkl")
    return load_learner("own.pkl")  # expect: unsafe-fastai-load=hint
