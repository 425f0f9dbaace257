from gensim.models import KeyedVectors

vectors = KeyedVectors.load("vectors.kv")  # expect: unsafe-gensim-load
