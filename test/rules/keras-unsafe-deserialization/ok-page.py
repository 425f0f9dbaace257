import keras

from layers import Scale

model = keras.models.load_model("classifier.keras", custom_objects={"Scale": Scale})
