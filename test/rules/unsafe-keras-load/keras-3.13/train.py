import keras
from huggingface_hub import hf_hub_download

own = keras.saving.load_model("model.keras")  # expect: unsafe-keras-load=info
legacy = keras.saving.load_model("model.h5")
theirs = keras.saving.load_model(hf_hub_download("someone/net", "model.keras"))  # expect: unsafe-keras-load=warning
