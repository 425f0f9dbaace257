import keras

model = keras.Sequential([
    keras.layers.Rescaling(1 / 255),
    keras.layers.Dense(10),
])
