import argparse
import ctypes
import os
import sys

import torch
from flask import Flask, request

app = Flask(__name__)
parser = argparse.ArgumentParser()
parser.add_argument("--ops")
parser.add_argument("--kernels", default="libkernels.so")
args = parser.parse_args()

a = ctypes.CDLL(sys.argv[1])  # expect: native-library-load=info
b = ctypes.CDLL(os.environ["MY_OPS"])  # expect: native-library-load=info
c = ctypes.cdll.LoadLibrary(input("library: "))  # expect: native-library-load=info
torch.ops.load_library(args.ops)  # expect: native-library-load=info
ctypes.CDLL(args.kernels)  # expect: native-library-load=info
d = ctypes.CDLL(os.path.join(os.environ.get("OPS_FOLDER", "."), "libops.so"))  # expect: native-library-load=info
e = ctypes.CDLL(os.path.join(os.environ["CUDA_HOME"], "lib64", "libcudart.so"))
f = ctypes.CDLL(f"{os.environ['CONDA_PREFIX']}/lib/libiomp5.so")


@app.route("/load")
def load():
    return str(ctypes.CDLL(request.args["library"]))  # expect: native-library-load=error
