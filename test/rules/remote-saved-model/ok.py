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
