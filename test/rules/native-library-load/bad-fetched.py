import requests
import tensorflow as tf
from torch.utils.cpp_extension import load


def first():
    with open("ops.so", "wb") as out:
        out.write(requests.get("https://example.org/ops.so").content)
    return tf.load_op_library("ops.so")  # expect: native-library-load=error


def second():
    with open("kernel.cpp", "wb") as out:
        out.write(requests.get("https://example.org/kernel.cpp").content)
    return load(name="kernel", sources=["kernel.cpp"])  # expect: native-library-load=error
