"""spacy.load(snapshot_download("org/pipeline")) in a docstring."""
import spacy
import srsly

a = spacy.load("en_core_web_sm")
b = spacy.load("./trained/model-best", exclude=["ner"])
c = spacy.blank("en").from_disk("trained")
d = srsly.pickle_loads(srsly.pickle_dumps({"a": 1}))
e = srsly.msgpack_loads(b"")
f = srsly.read_json("data.json")


def restore(path):
    return spacy.load(path)
