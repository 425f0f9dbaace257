import os

import keras
import tensorflow as tf
import torchvision.datasets.utils as dataset_utils
from keras.utils import get_file
from torchtext.utils import download_from_url
from torchvision.datasets.utils import download_and_extract_archive, download_url

BASE = "https://models.example.org/"

weights = keras.utils.get_file("weights.h5", "https://models.example.org/weights.h5")  # expect: missing-download-hash=warning
other = tf.keras.utils.get_file(fname="flowers", origin="https://data.example.org/flowers.tgz", untar=True)  # expect: missing-download-hash=warning
third = get_file("net.keras", BASE + "net.keras", file_hash=None)  # expect: missing-download-hash=warning
known = tf.keras.utils.get_file("flower_photos", "https://storage.googleapis.com/download.tensorflow.org/example_images/flower_photos.tgz", untar=True)  # expect: missing-download-hash=info
text = get_file("shakespeare.txt", "https://data.example.org/shakespeare.txt")  # expect: missing-download-hash=info
download_url("https://data.example.org/images.tar.gz", "data")  # expect: missing-download-hash=warning
download_url("https://models.example.org/net.pth", "data", "net.pth", None)  # expect: missing-download-hash=warning
download_and_extract_archive(url="https://data.example.org/images.zip", download_root="data", md5=None)  # expect: missing-download-hash=warning
dataset_utils.download_file_from_google_drive("1AbCdEf", "data", "set.zip")  # expect: missing-download-hash=warning
download_from_url("https://data.example.org/wmt.tar.gz", root="data")  # expect: missing-download-hash=warning


def weights_of(url, root):
    return download_url(url, os.path.join(root, "weights"))  # expect: missing-download-hash=hint

from monai.apps import download_and_extract, download_url as monai_url
from paddle.utils.download import get_weights_path_from_url

monai_url("https://models.example.org/unet.pt", "unet.pt")  # expect: missing-download-hash
download_and_extract("https://data.example.org/spleen.tar", "spleen.tar", "data")  # expect: missing-download-hash
path = get_weights_path_from_url("https://models.example.org/net.pdparams")  # expect: missing-download-hash
