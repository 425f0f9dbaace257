import requests
import tensorflow as tf
from huggingface_hub import snapshot_download


def first():
    with open("model.keras", "wb") as out:
        out.write(requests.get("https://example.org/model.keras").content)
    return tf.keras.models.load_model("model.keras")  # expect: remote-saved-model=warning


def third(keras=False):
    path = snapshot_download("org/model", local_dir="model")
    return tf.keras.models.load_model(path) if keras else tf.saved_model.load(path)  # expect: remote-saved-model=warning, remote-saved-model=warning
