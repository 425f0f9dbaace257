import keras
import tensorflow as tf
from keras import config
from keras.config import enable_unsafe_deserialization

keras.config.enable_unsafe_deserialization()  # expect: keras-unsafe-deserialization=error
config.enable_unsafe_deserialization()  # expect: keras-unsafe-deserialization=error
enable_unsafe_deserialization()  # expect: keras-unsafe-deserialization=error
tf.keras.config.enable_unsafe_deserialization()  # expect: keras-unsafe-deserialization=error


def prepare():
    switch = keras.config.enable_unsafe_deserialization
    switch()  # expect: keras-unsafe-deserialization
