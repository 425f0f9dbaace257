import keras
import pickle
from llama_cpp import Llama

first = keras.models.load_model("weights.pkl")  # expect: suspicious-model-file=warning
second = Llama("weights.pkl")  # expect: suspicious-model-file=warning
third = pickle.load(open("weights.pkl", "rb"))
fourth = keras.models.load_model("plain.pkl")
