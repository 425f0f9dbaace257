import base64
import marshal
import marshal as m
from marshal import loads

import requests

a = marshal.loads(requests.get("https://example.org/code").content)  # expect: unsafe-marshal-load=error
b = m.load(open("module.pyc", "rb"))  # expect: unsafe-marshal-load=warning
c = loads(base64.b64decode("4wAAAAA="))  # expect: unsafe-marshal-load
with open("module.pyc", "rb") as file:
    d = marshal.load(file)  # expect: unsafe-marshal-load=warning


def from_caller(data):
    return marshal.loads(data)  # expect: unsafe-marshal-load=hint
