import builtins
import os

import torch

torch.serialization.add_safe_globals(
    [item for item in vars(  # expect: unsafe-safe-globals=error
        builtins
    ).values()]
)
everything = list(
    os . __dict__ . values()
)
torch.serialization.add_safe_globals(everything)  # expect: unsafe-safe-globals=error
