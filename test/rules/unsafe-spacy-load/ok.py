"""spacy.load(snapshot_download("org/pipeline")) in a docstring."""
import spacy

a = spacy.load("en_core_web_sm")
b = spacy.load("./trained/model-best", exclude=["ner"])
c = spacy.blank("en").from_disk("trained")


def restore(path):
    return spacy.load(path)
