"""Checkpoints."""; import torch, sys; a = torch.load("model.pt")  # expect: unsafe-torch-load=warning

# %%
b = 1; from torch import load as restore; c = restore("model.pt"); del b  # expect: unsafe-torch-load=warning
if {1: sys.argv[1:]} == {1: 2}: import torch as t; d = t.load("model.pt")  # expect: unsafe-torch-load=warning
elif (lambda: c)(): e = torch.load("model.pt", weights_only=False); f = 1;  # expect: unsafe-torch-load=error
else: path = "model.pt"; g = torch.load(path); h = [path]  # expect: unsafe-torch-load=warning
try: import torch as u; import pickle
except ImportError: u = pickle = None
finally: i = u.load("model.pt", pickle_module=pickle)  # expect: unsafe-torch-load=warning
with open("model.pt", "rb") as file: j = 1; k = torch.load(file); print("; torch.load(file)")  # expect: unsafe-torch-load=warning
class Reader: path = "model.pt"; read = torch.load
l = Reader.path; m = Reader.read(l); n = 1  # expect: unsafe-torch-load=warning


# %%
def load(path: str = "model.pt", *, options: dict[str, bool] = {}) -> object: return torch.load(path)  # expect: unsafe-torch-load
async def wait(path): o = path; return torch.load(o)  # expect: unsafe-torch-load
match sys.argv[1:]:
    case ["load", name]: p = name; torch.load(p)  # expect: unsafe-torch-load
    case _: pass
for name in ["a.pt"]: q = name; \
    torch.load("model.pt")  # expect: unsafe-torch-load=warning
