"""tf.saved_model.load("https://example.org/model") in a docstring."""
import tensorflow as tf
from tensorflow import keras

a = tf.saved_model.load("export/1")
b = keras.models.load_model("model.keras")
tf.saved_model.save(a, "gs://our-bucket/model")
b.load_weights("weights.h5")
c = tf.io.gfile.exists("gs://our-bucket/model")


def restore(path):
    return tf.saved_model.load(path)


def fetch(url, digest):
    path = keras.utils.get_file("model.keras", url)
    verify_sha256(path, digest)
    return keras.models.load_model(path)


from huggingface_hub import snapshot_download

SHA = "0123456789abcdef0123456789abcdef01234567"
d = tf.saved_model.load(snapshot_download("org/model", revision=SHA))
e = keras.models.load_model(keras.utils.get_file("model.keras", "https://example.org/model.keras", file_hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"))
