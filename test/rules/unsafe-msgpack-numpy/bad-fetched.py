import msgpack
import msgpack_numpy
import requests


def first():
    with open("a.msgpack", "wb") as out:
        out.write(requests.get("https://example.org/a.msgpack").content)
    return msgpack_numpy.unpackb(open("a.msgpack", "rb").read())  # expect: unsafe-msgpack-numpy=error


def second():
    with open("b.msgpack", "wb") as out:
        out.write(requests.get("https://example.org/b.msgpack").content)
    return msgpack.unpackb(open("b.msgpack", "rb").read(), object_hook=msgpack_numpy.decode)  # expect: unsafe-msgpack-numpy=warning
