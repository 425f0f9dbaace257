import builtins
import os
import pickle
import subprocess
from os import system
from torch.serialization import add_safe_globals, safe_globals

import torch
import torch.serialization as ser
from torch import nn

torch.serialization.add_safe_globals([nn.Linear, eval])  # expect: unsafe-safe-globals=error
add_safe_globals([system])  # expect: unsafe-safe-globals=error
ser.add_safe_globals([(builtins.exec, "builtins.exec")])  # expect: unsafe-safe-globals=error
with safe_globals([
    os.system,  # expect: unsafe-safe-globals=error
    subprocess.Popen,  # expect: unsafe-safe-globals=error
    getattr,  # expect: unsafe-safe-globals=warning
]):
    state = torch.load("model.pt", weights_only=True)
ALLOWED = [pickle.loads, nn.ReLU]
add_safe_globals(ALLOWED)  # expect: unsafe-safe-globals=error
add_safe_globals(list(vars(builtins).values()))  # expect: unsafe-safe-globals=error
