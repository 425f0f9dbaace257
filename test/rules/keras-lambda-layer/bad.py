import keras
import tensorflow as tf
from keras.layers import Dense, Lambda
from tensorflow.keras import layers as L

scale = lambda x: x / 255.0

model = keras.Sequential([
    Lambda(lambda x: x / 255.0),  # expect: keras-lambda-layer=info
    Dense(1),
])
a = keras.layers.Lambda(function=lambda x: x * 2, output_shape=(1,))  # expect: keras-lambda-layer=info
b = tf.keras.layers.Lambda(lambda x: tf.square(x))(a)  # expect: keras-lambda-layer=info
c = L.Lambda(scale)  # expect: keras-lambda-layer=info


def build(inputs):
    return L.Lambda((lambda t: t + 1), name="plus")(inputs)  # expect: keras-lambda-layer=info
