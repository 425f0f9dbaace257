import io
import pickle

import mmengine
import paddle
from mmengine.fileio import load


class RestrictedUnpickler(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) in KNOWN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is forbidden")


class NumbersUnpickler(pickle.Unpickler):
    def find_class(self, module, name):
        return SAFE_CLASSES[module, name]


class ModelUnpickler(Base):
    pass


class TableUnpickler(pickle.Unpickler):
    def find_class(self, module, name):
        return TABLE[module, name]


def read(data):
    return RestrictedUnpickler(io.BytesIO(data)).load()


numbers = NumbersUnpickler(open("numbers.pkl", "rb")).load()
table = TableUnpickler(open("table.pkl", "rb")).load()
model = ModelUnpickler(open("model.pkl", "rb")).load()
annotations = load("annotations.json")
config = mmengine.load("config.yaml")
program = paddle.jit.load("inference")
