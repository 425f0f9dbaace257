"""marshal.loads(data) in a docstring is no call."""
import json
import marshal

from flask_marshmallow import Marshmallow
from flask_restful import marshal as shape

a = marshal.dumps({"a": 1})
b = marshal.loads(marshal.dumps({"a": 1}))
c = json.loads("{}")
d = shape({"a": 1}, {})
e = Marshmallow().load({})
