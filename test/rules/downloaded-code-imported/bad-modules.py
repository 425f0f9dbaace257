import importlib.util
import urllib.request
from pathlib import Path

import boto3
import requests


def from_a_bucket():
    boto3.client("s3").download_file("bucket", "a.py", "a.py")
    return importlib.util.spec_from_file_location("a", "a.py")  # expect: downloaded-code-imported=error


def retrieved():
    urllib.request.urlretrieve("https://example.org/c_functions.py", "c_functions.py")  # expect: downloaded-code-imported=warning
    import c_functions

    return c_functions


def requested():
    Path("d_functions.py").write_bytes(requests.get("https://example.org/d_functions.py").content)  # expect: downloaded-code-imported=warning
    import d_functions

    return d_functions
