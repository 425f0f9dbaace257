import tensorflow as tf

model = tf.saved_model.load("models/classifier/3")
