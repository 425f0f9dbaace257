# A SavedModel is a folder: a single file that was downloaded is another thing. And what is never reached loads nothing.
from urllib.request import urlretrieve

import tensorflow as tf
from huggingface_hub import snapshot_download


def first(path):
    urlretrieve("https://example.org/model", path)
    return tf.saved_model.load(path)


def second():
    keras = False  # assume a model of TensorFlow 1
    path = snapshot_download("org/model")
    return tf.keras.models.load_model(path) if keras else None


def third():
    new = True
    path = snapshot_download("org/model")
    return None if new else tf.keras.models.load_model(path)
