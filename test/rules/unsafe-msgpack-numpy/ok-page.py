import msgpack
import numpy as np


def features(message):
    part = msgpack.unpackb(message)
    return np.frombuffer(part["data"], dtype="float32").reshape(part["shape"])
