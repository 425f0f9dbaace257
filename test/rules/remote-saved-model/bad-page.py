import tensorflow as tf

model = tf.saved_model.load("https://example.org/model")  # expect: remote-saved-model
