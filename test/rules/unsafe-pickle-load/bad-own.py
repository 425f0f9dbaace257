import io
import pickle

import paddle
import statsmodels.api as sm
import torch
from autogluon.tabular import TabularPredictor
from llama_index.core.objects import ObjectIndex
from mmengine.fileio import load


class CPU_Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        if module == "torch.storage" and name == "_load_from_bytes":
            return lambda data: torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)
        return super().find_class(module, name)


class PlainUnpickler(pickle.Unpickler):
    pass


with open("model.pkl", "rb") as file:
    model = CPU_Unpickler(file).load()  # expect: unsafe-pickle-load=warning
plain = PlainUnpickler(open("plain.pkl", "rb")).load()  # expect: unsafe-pickle-load=warning
weights = paddle.load("model.pdparams")  # expect: unsafe-pickle-load=warning
results = sm.load("results.pickle")  # expect: unsafe-pickle-load=warning
infos = load("infos_train.pkl")  # expect: unsafe-pickle-load=warning
index = ObjectIndex.from_persist_dir("storage", mapping)  # expect: unsafe-pickle-load=warning
predictor = TabularPredictor.load("AutogluonModels")  # expect: unsafe-pickle-load=hint
