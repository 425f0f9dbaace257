import os
import pickle
from ftplib import FTP

import gcsfs
import s3fs
from minio import Minio
from urllib.request import urlretrieve


def fetch_to(url, path):
    urlretrieve(url, path)


def by_own_function():
    fetch_to("https://example.org/a.pkl", "a.pkl")
    return pickle.load(open("a.pkl", "rb"))  # expect: unsafe-pickle-load=error


def by_object():
    Minio("example.org").fget_object("bucket", "b.pkl", "b.pkl")
    return pickle.load(open("b.pkl", "rb"))  # expect: unsafe-pickle-load=error


def by_ftp():
    FTP("example.org").retrbinary("RETR c.pkl", open("c.pkl", "wb").write)
    return pickle.load(open("c.pkl", "rb"))  # expect: unsafe-pickle-load=error


def by_gsutil():
    os.system("gsutil cp gs://bucket/d.pkl d.pkl")
    return pickle.load(open("d.pkl", "rb"))  # expect: unsafe-pickle-load=error


def by_aws():
    os.system("aws s3 cp s3://bucket/e.pkl e.pkl")
    return pickle.load(open("e.pkl", "rb"))  # expect: unsafe-pickle-load=error


def by_s3fs():
    s3fs.S3FileSystem().get("bucket/f.pkl", "f.pkl")
    return pickle.load(open("f.pkl", "rb"))  # expect: unsafe-pickle-load=error


def by_gcsfs():
    gcsfs.GCSFileSystem().get("bucket/g.pkl", "g.pkl")
    return pickle.load(open("g.pkl", "rb"))  # expect: unsafe-pickle-load=error
