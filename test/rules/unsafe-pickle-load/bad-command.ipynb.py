# %%
import pickle

!wget https://example.org/models/ranker.pkl
!curl -L -o weights/other.pkl https://example.org/other
!wget https://example.org/words.pkl -O renamed.pkl
# %%
%%bash
mkdir -p data
wget -q https://example.org/data/first.pkl
wget https://example.org/x -O data/second.pkl && ls
# %%
first = pickle.load(open("first.pkl", "rb"))  # expect: unsafe-pickle-load=error
second = pickle.load(open("data/second.pkl", "rb"))  # expect: unsafe-pickle-load=error
ranker = pickle.load(open("ranker.pkl", "rb"))  # expect: unsafe-pickle-load=error
other = pickle.load(open("weights/other.pkl", "rb"))  # expect: unsafe-pickle-load=error
renamed = pickle.load(open("renamed.pkl", "rb"))  # expect: unsafe-pickle-load=error
words = pickle.load(open("words.pkl", "rb"))  # expect: unsafe-pickle-load=warning
mine = pickle.load(open("mine.pkl", "rb"))  # expect: unsafe-pickle-load=warning
