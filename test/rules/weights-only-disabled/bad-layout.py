import functools
import torch
import torch as t

t.load = functools.partial(  # expect: weights-only-disabled=error
    t
    .load,
    weights_only=False,
)
options = {
    "weights_only": (False),  # expect: weights-only-disabled=error
}
