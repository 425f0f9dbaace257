import keras

model = keras.Sequential([
    keras.layers.Lambda(lambda x: x / 255.0),  # expect: keras-lambda-layer
    keras.layers.Dense(10),
])
