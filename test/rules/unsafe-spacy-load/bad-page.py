import spacy
from huggingface_hub import snapshot_download

nlp = spacy.load(snapshot_download("org/pipeline"))  # expect: unsafe-spacy-load
