import ctypes
import urllib.request
from ctypes import CDLL, cdll

import numpy as np
import onnxruntime as ort
import tensorflow as tf
import torch
from huggingface_hub import hf_hub_download

a = tf.load_op_library("zero_out.so")  # expect: native-library-load=info
b = tf.load_library("./ops")  # expect: native-library-load=info
torch.ops.load_library("build/libops.so")  # expect: native-library-load=info
torch.classes.load_library("/tmp/libclasses.so")  # expect: native-library-load=warning
PLUGIN = hf_hub_download("org/ops", "libops.so")
torch.ops.load_library(PLUGIN)  # expect: native-library-load=error
options = ort.SessionOptions()
options.register_custom_ops_library("custom_ops.so")  # expect: native-library-load=info
urllib.request.urlretrieve("https://example.org/lib.so", "lib.so")
c = ctypes.CDLL("lib.so")  # expect: native-library-load=error
d = cdll.LoadLibrary("/tmp/libfast.so")  # expect: native-library-load=warning
e = CDLL("./build/libnms.so")  # expect: native-library-load=hint
f = np.ctypeslib.load_library("libnms", "/tmp/build")  # expect: native-library-load=warning


def extend(name):
    return ctypes.CDLL(f"/tmp/{name}.so")  # expect: native-library-load=warning


from torch.utils import cpp_extension

kernel = cpp_extension.load(name="kernel", sources=["binding.cpp", hf_hub_download("org/ops", "kernel.cu")])  # expect: native-library-load=error
