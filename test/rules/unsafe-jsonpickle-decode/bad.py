import jsonpickle
import jsonpickle as jp
import requests
from jsonpickle import decode, unpickler

a = jsonpickle.decode(open("state.json").read())  # expect: unsafe-jsonpickle-decode=warning
b = jp.loads(open("state.json").read())  # expect: unsafe-jsonpickle-decode=warning
c = decode(requests.get("https://example.org/state").text)  # expect: unsafe-jsonpickle-decode=error
d = jsonpickle.decode(string=open("state.json").read(), safe=True)  # expect: unsafe-jsonpickle-decode=warning
e = unpickler.Unpickler().restore({"py/object": "collections.OrderedDict"})  # expect: unsafe-jsonpickle-decode
f = jsonpickle.unpickler.decode(open("state.json").read())  # expect: unsafe-jsonpickle-decode


def from_caller(text):
    return jsonpickle.decode(text)  # expect: unsafe-jsonpickle-decode=hint


def handler(request):
    from flask import request

    return jsonpickle.decode(request.get_data())  # expect: unsafe-jsonpickle-decode=error
