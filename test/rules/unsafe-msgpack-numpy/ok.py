"""msgpack_numpy.patch() in a docstring is no call."""
from unittest.mock import patch

import msgpack
import msgpack_numpy as m
import numpy as np

a = msgpack.packb(np.zeros(2), default=m.encode)
b = msgpack.unpackb(a)
c = m.packb(np.zeros(2))
d = msgpack.unpackb(a, object_hook=dict)
with patch("numpy.load"):
    pass
