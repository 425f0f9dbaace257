import pickle
from pathlib import Path

import keras
import numpy as np
import onnxruntime
import torch
from llama_cpp import Llama
from sentence_transformers import SentenceTransformer

PATH = Path("weights") / "classifier.pkl"

with open("weights/classifier.pkl", "rb") as file:
    first = pickle.load(file)  # expect: malicious-model-file=error
second = torch.load("./weights/classifier.pkl", weights_only=True)  # expect: malicious-model-file=warning
third = torch.load("weights/classifier.pkl", weights_only=False)  # expect: malicious-model-file=error
fourth = np.load("weights/classifier.pkl")  # expect: malicious-model-file=warning
fifth = np.load("weights/classifier.pkl", allow_pickle=True)  # expect: malicious-model-file=error
sixth = keras.models.load_model("weights/classifier.pkl")  # expect: malicious-model-file=error
seventh = Llama(model_path="weights/classifier.pkl")  # expect: malicious-model-file=error
eighth = onnxruntime.InferenceSession("weights/classifier.pkl")  # expect: malicious-model-file=error
ninth = SentenceTransformer("./encoder")  # expect: malicious-model-file=error
tenth = pickle.load(open("weights/missing.pkl", "rb"))
eleventh = pickle.load(open("weights/plain.pkl", "rb"))


def load(path="weights/classifier.pkl"):
    return pickle.load(open(path, "rb"))
