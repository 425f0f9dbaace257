"""jsonpickle.decode(text) in a docstring is no call."""
import json

import jsonpickle

a = jsonpickle.encode({"a": 1})
b = jsonpickle.decode(jsonpickle.encode({"a": 1}))
c = json.loads("{}")
d = b"abc".decode("utf-8")
e = jsonpickle.dumps([1])
jsonpickle.set_encoder_options("json", sort_keys=True)
