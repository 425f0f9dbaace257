import keras

from data import rows

model = keras.Sequential([keras.layers.Dense(1)])
model.fit(rows, epochs=2)  # expect: untracked-training=info
model.save("net.keras")
