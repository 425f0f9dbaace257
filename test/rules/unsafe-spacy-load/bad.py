import spacy
from huggingface_hub import snapshot_download
from spacy.util import load_model_from_path

nlp = spacy.load(snapshot_download("org/pipeline"))  # expect: unsafe-spacy-load=warning
FOLDER = snapshot_download("org/pipeline")
other = load_model_from_path(FOLDER)  # expect: unsafe-spacy-load=warning


def fetch(url):
    folder = snapshot_download("org/pipeline")
    return spacy.load(f"{folder}/model-best")  # expect: unsafe-spacy-load=warning
