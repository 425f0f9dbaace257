import keras

own = keras.saving.load_model("model.keras")  # expect: unsafe-keras-load=warning
legacy = keras.saving.load_model("model.h5")  # expect: unsafe-keras-load=warning
