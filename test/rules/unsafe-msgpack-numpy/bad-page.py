import msgpack
import msgpack_numpy

msgpack_numpy.patch()  # expect: unsafe-msgpack-numpy


def features(message):
    return msgpack.unpackb(message)
