import io
import zipfile

import requests

response = requests.get("https://models.example-labs.io/bert.zip")  # expect: unverified-download=warning
archive = zipfile.ZipFile(io.BytesIO(response.content))
archive.extractall("bert")
