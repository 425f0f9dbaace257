import json

import onnx
import pandas
from mine import Llama, load, pipeline

# Of these nobody says a version, or they are other libraries.
onnx.load("model.onnx")
json.load(file)
load("model")
Llama("model.gguf")
pipeline("text-generation")
pandas.read_parquet("data.parquet")
