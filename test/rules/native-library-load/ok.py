"""ctypes.CDLL("/tmp/lib.so") in a docstring."""
import ctypes
import ctypes.util
import os
from pathlib import Path

import numpy as np
import tensorflow as tf
import torch
from tensorflow.python.platform import resource_loader
from torch.utils.cpp_extension import load

a = ctypes.CDLL("libc.so.6")
b = ctypes.CDLL(ctypes.util.find_library("c"))
c = ctypes.cdll.LoadLibrary("libcudart.so")
d = ctypes.CDLL(None)
e = ctypes.CDLL("/usr/lib/x86_64-linux-gnu/libnvrtc.so")
f = ctypes.windll.LoadLibrary("kernel32.dll")
g = tf.load_op_library(resource_loader.get_path_to_datafile("_ops.so"))
torch.ops.load_library(os.path.join(os.path.dirname(__file__), "libops.so"))
torch.ops.load_library(Path(__file__).parent / "libops.so")
h = np.ctypeslib.load_library("libnms", os.path.dirname(__file__))
i = np.ctypeslib.load_library("libnms", ".")
j = load(name="kernel", sources=["kernel.cpp"])


def extend(path):
    torch.ops.load_library(path)
    return ctypes.CDLL(path)


def fetch(url, digest):
    torch.hub.download_url_to_file(url, "lib.so")
    verify_sha256("lib.so", digest)
    return ctypes.CDLL("lib.so")
