"""load_model("model.h5") in a docstring is no call."""
import h5py
import keras
import mlflow
import tensorflow as tf
from keras.models import load_model, model_from_json
from tensorflow.keras.layers import Dense

a = load_model("model.keras")
b = load_model("model.keras", safe_mode=True)
d = tf.keras.models.load_model("saved_model")
e = model_from_json("{}")
f = h5py.File("model.h5")
model = keras.Sequential([Dense(1)])
model.load_weights("weights.h5")
model.save("model.h5")


def from_caller(path, safe_mode=True):
    load_model(path)
    return load_model(path, safe_mode=safe_mode)


def checked(path, expected):
    verify_sha256(path, expected)
    return load_model(path, safe_mode=False)


class Registry:
    def load_model(self, name):
        return name


g = Registry().load_model("model.h5")
