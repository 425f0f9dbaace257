import os

import keras
import tensorflow as tf
from huggingface_hub import hf_hub_download
from keras.models import load_model
from tensorflow.keras.models import load_model as restore
from tf_keras.models import model_from_yaml

PATH = "model.h5"
OPTIONS = {"safe_mode": False}

a = load_model("model.keras", safe_mode=False)  # expect: unsafe-keras-load=error
b = load_model("model.h5")  # expect: unsafe-keras-load=warning
c = keras.saving.load_model("model.keras", None, True, False)  # expect: unsafe-keras-load=error
d = tf.keras.models.load_model(PATH, compile=False)  # expect: unsafe-keras-load=warning
e = restore(filepath="model.hdf5")  # expect: unsafe-keras-load=warning
f = keras.models.load_model("model.keras", **OPTIONS)  # expect: unsafe-keras-load=error
g = load_model(os.path.join("models", "model.h5"))  # expect: unsafe-keras-load=warning
h = load_model(  # expect: unsafe-keras-load
    hf_hub_download("org/x", "model.h5"),  # expect: unpinned-model-revision, untrusted-model-source
)
i = keras.saving.deserialize_keras_object({}, safe_mode=False)  # expect: unsafe-keras-load=error
j = model_from_yaml("backend: tensorflow")  # expect: unsafe-keras-load=warning


def from_caller(path):
    return load_model(path, safe_mode=False)  # expect: unsafe-keras-load=error


def in_a_folder(folder):
    return load_model(f"{folder}/model.h5")  # expect: unsafe-keras-load=warning


def by_default(path="model.h5"):
    return load_model(path)  # expect: unsafe-keras-load=hint


def round_trip(model):
    model.save("own.h5")
    return load_model("own.h5")  # expect: unsafe-keras-load=hint


y = load_model("half-typed.h5"  # expect: unsafe-keras-load
