import tensorflow as tf
from huggingface_hub import snapshot_download
from tensorflow import keras
from tensorflow.keras.models import load_model

BUCKET = "gs://our-bucket"
a = tf.saved_model.load("https://example.org/model")  # expect: remote-saved-model=warning
b = tf.saved_model.load(f"{BUCKET}/model")  # expect: remote-saved-model=info
c = keras.models.load_model("s3://bucket/model.keras")  # expect: remote-saved-model=info
d = load_model(keras.utils.get_file("model.keras", "https://example.org/model.keras"))  # expect: remote-saved-model=warning
e = tf.saved_model.load(snapshot_download("org/model"))  # expect: remote-saved-model=warning
with tf.compat.v1.Session() as session:
    tf.compat.v1.saved_model.loader.load(session, ["serve"], "https://example.org/model")  # expect: remote-saved-model=warning
