import hydra.utils
import onnx
import ray
from jinja2.sandbox import SandboxedEnvironment

onnx.load("model.onnx")
onnx.hub.load("resnet50", silent=True)
ray.data.read_parquet("s3://bucket/data")
hydra.utils.instantiate(config)
SandboxedEnvironment()
