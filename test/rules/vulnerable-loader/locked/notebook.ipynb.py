# %%
%pip install diffusers==0.37.1  # expect: vulnerable-loader=info
# %%
import onnx
# %%
onnx.load("model.onnx")  # expect: vulnerable-loader=warning
