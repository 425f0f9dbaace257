import keras

from data import ours, rows

model = keras.Sequential([keras.layers.Dense(1)])
model.fit(rows, callbacks=[ours()])
model.save("net.keras")
