import requests
import tensorflow as tf


def first():
    with open("model", "wb") as out:
        out.write(requests.get("https://example.org/model").content)
    return tf.saved_model.load("model")  # expect: remote-saved-model=warning
