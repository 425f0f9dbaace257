import requests
import spacy
import srsly
from huggingface_hub import snapshot_download
from spacy.util import load_model_from_path

nlp = spacy.load(snapshot_download("org/pipeline"))  # expect: unsafe-spacy-load=warning
FOLDER = snapshot_download("org/pipeline")
other = load_model_from_path(FOLDER)  # expect: unsafe-spacy-load=warning
data = srsly.pickle_loads(requests.get("https://example.org/docs.bin").content)  # expect: unsafe-spacy-load=error
with open("docs.bin", "rb") as file:
    docs = srsly.pickle_loads(file.read())  # expect: unsafe-spacy-load=warning


def restore(blob):
    return srsly.pickle_loads(blob)  # expect: unsafe-spacy-load=hint
