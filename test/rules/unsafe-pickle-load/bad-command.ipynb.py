# %%
import pickle

!wget https://example.org/models/ranker.pkl
!curl -L -o weights/other.pkl https://example.org/other
!wget https://example.org/words.pkl -O renamed.pkl
# %%
ranker = pickle.load(open("ranker.pkl", "rb"))  # expect: unsafe-pickle-load=error
other = pickle.load(open("weights/other.pkl", "rb"))  # expect: unsafe-pickle-load=error
renamed = pickle.load(open("renamed.pkl", "rb"))  # expect: unsafe-pickle-load=error
words = pickle.load(open("words.pkl", "rb"))  # expect: unsafe-pickle-load=warning
mine = pickle.load(open("mine.pkl", "rb"))  # expect: unsafe-pickle-load=warning
