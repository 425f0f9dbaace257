import keras

keras.config.enable_unsafe_deserialization()  # expect: keras-unsafe-deserialization
model = keras.models.load_model("classifier.keras")
