import io
import tarfile

import requests

response = requests.get("https://data.example-labs.io/images.tar.gz")
with tarfile.open(fileobj=io.BytesIO(response.content)) as archive:
    archive.extractall("images")  # expect: unsafe-archive-extraction
