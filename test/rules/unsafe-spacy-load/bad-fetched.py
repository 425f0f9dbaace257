import requests
import spacy


def first():
    with open("pipeline", "wb") as out:
        out.write(requests.get("https://example.org/pipeline").content)
    return spacy.load("pipeline")  # expect: unsafe-spacy-load=warning
