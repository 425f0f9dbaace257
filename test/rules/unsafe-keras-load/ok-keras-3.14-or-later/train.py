import keras

own = keras.saving.load_model("model.keras")
legacy = keras.saving.load_model("model.h5")
