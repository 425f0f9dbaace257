from keras.models import load_model

a = load_model("model.keras")
b = load_model("model.h5")  # expect: unsafe-keras-load=warning
