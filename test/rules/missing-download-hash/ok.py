import keras
from torchvision.datasets.utils import check_integrity, download_and_extract_archive, download_url

from project.files import get_file

MD5 = "0123456789abcdef0123456789abcdef"

keras.utils.get_file("w.h5", "https://models.example.org/w.h5", file_hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
keras.utils.get_file("w.h5", "https://models.example.org/w.h5", md5_hash=MD5)
keras.utils.get_file("w.h5", "https://models.example.org/w.h5", False, MD5)
keras.utils.get_file("w.h5", "http://localhost:8000/w.h5")
keras.utils.get_file("w.h5", "https://github.com/org/repo/raw/0123456789abcdef0123456789abcdef01234567/w.h5")
get_file("w.h5", "https://models.example.org/w.h5")
download_url("https://data.example.org/images.tar.gz", "data", md5=MD5)
download_url("https://data.example.org/images.tar.gz", "data", None, MD5)
download_and_extract_archive("https://data.example.org/images.zip", "data", None, None, MD5)


def prepare(url, root, md5=None):
    download_url(url, root, md5=md5)


def prepare_with(url, root, **options):
    download_url(url, root, **options)


class Images:
    def download(self):
        for url, md5 in self.resources:
            download_and_extract_archive(url, self.root, md5=md5)

    def check(self, url, path):
        if not check_integrity(path, MD5):
            download_url(url, path)

from monai.apps import download_and_extract
from paddle.utils.download import get_weights_path_from_url

download_and_extract("https://data.example.org/spleen.tar", "spleen.tar", "data", "410d4a301da4e5b2f6f86ec3ddba524e")
path = get_weights_path_from_url("https://models.example.org/net.pdparams", md5sum="410d4a301da4e5b2f6f86ec3ddba524e")
