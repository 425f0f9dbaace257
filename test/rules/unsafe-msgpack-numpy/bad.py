import msgpack
import msgpack_numpy
import msgpack_numpy as m
import requests
from msgpack_numpy import patch, unpackb

msgpack_numpy.patch()  # expect: unsafe-msgpack-numpy=warning
m.patch()  # expect: unsafe-msgpack-numpy=warning
patch()  # expect: unsafe-msgpack-numpy=warning
a = unpackb(requests.get("https://example.org/array").content)  # expect: unsafe-msgpack-numpy=error
b = m.unpackb(open("array.msgpack", "rb").read())  # expect: unsafe-msgpack-numpy=warning
c = msgpack.unpackb(b"", object_hook=m.decode)  # expect: unsafe-msgpack-numpy=warning
d = msgpack.Unpacker(open("array.msgpack", "rb"), object_hook=msgpack_numpy.decode)  # expect: unsafe-msgpack-numpy=warning


def from_caller(data):
    return msgpack_numpy.loads(data)  # expect: unsafe-msgpack-numpy=hint
