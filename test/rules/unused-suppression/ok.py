# touchstone: ignore-file[unsafe-joblib-load] our own files
import pickle

import joblib
import torch

a = joblib.load("a.joblib")
b = pickle.load(open("b.pkl", "rb"))  # nosec
c = 1  # nosec
d = 2  # noqa: S301
# touchstone: ignore[unsafe-pickle-load] our own file
# touchstone: ignore[unsafe-torch-load] our own file as well
e = [pickle.load(open("e.pkl", "rb")), torch.load("e.pt", weights_only=False)]
# touchstone: ignore[hardcoded-secret] a sample for the manual
f = """
first line
key = {{secret:huggingface}}
"""
g = """
first line
key = {{secret:huggingface:2}}
"""  # touchstone: ignore[hardcoded-secret] a sample for the manual
h = {
    # touchstone: ignore[hardcoded-secret] a sample for the manual
    "text": """
        key = {{secret:huggingface:3}}
    """,
    "other": 1,
}
# touchstone: ignore[unsafe-pickle-load] all of this is ours
i = [
    1,
    pickle.load(open("i.pkl", "rb")),
    2,
    pickle.load(open("j.pkl", "rb")),
]
j = 1  # touchstone: ignore[unsafe-pickle-load, unused-suppression] needed below Python 3
k = 1  # touchstone: ignore[unsafe-pickle-load] over, and a note says so, until 2026-01-31
"""# touchstone: ignore[unsafe-pickle-load] this is a text"""
