from keras.models import load_model

model = load_model("classifier.keras", safe_mode=False)  # expect: unsafe-keras-load
