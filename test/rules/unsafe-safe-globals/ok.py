import argparse
import functools
from collections import OrderedDict, defaultdict
from pathlib import PosixPath

import numpy as np
import torch
from torch import nn
from torch.serialization import add_safe_globals, get_unsafe_globals_in_checkpoint, safe_globals

from project.config import Config


class Settings:
    """add_safe_globals([eval]) would be a bad idea."""


add_safe_globals([Config, Settings, nn.Linear, argparse.Namespace, OrderedDict, defaultdict, PosixPath, dict, set])
add_safe_globals([np.dtype, np.ndarray, np.core.multiarray._reconstruct, functools.partial])
add_safe_globals([(Settings, "old_package.Settings")])
with safe_globals([Settings]):
    state = torch.load("model.pt", weights_only=True)
unknown = get_unsafe_globals_in_checkpoint("model.pt")
torch.serialization.clear_safe_globals()
registry.add_safe_globals([eval])


def allow(classes):
    add_safe_globals(classes)
