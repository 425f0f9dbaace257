import keras
from torchvision.datasets.utils import download_url

keras.utils.get_file("model.h5", "https://files.example.org/v1/model.h5")  # expect: missing-download-hash=warning
download_url("https://files.example.org/data.zip", "data")  # expect: missing-download-hash
