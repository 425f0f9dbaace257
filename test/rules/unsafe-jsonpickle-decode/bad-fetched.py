import jsonpickle
import requests


def first():
    with open("state.json", "wb") as out:
        out.write(requests.get("https://example.org/state.json").content)
    return jsonpickle.decode(open("state.json").read())  # expect: unsafe-jsonpickle-decode=error
