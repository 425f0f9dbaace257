import shutil
import zipfile

import libarchive
import pyzipper
import rarfile
from torchvision.datasets.utils import extract_archive

with zipfile.ZipFile("set.zip") as archive:
    archive.extract("a", "data")
pyzipper.AESZipFile("set.zip").extractall("data")
rarfile.RarFile("set.rar").extractall("data")
shutil.unpack_archive("set.zip", "data")
shutil.unpack_archive(path, "data", "zip")
shutil.unpack_archive(f"{name}.zip", "data")
extract_archive("set.zip", "data")
libarchive.extract_file("set.tar", libarchive.extract.PREVENT_ESCAPE)
libarchive.extract_file("set.tar", flags=0x10300)
