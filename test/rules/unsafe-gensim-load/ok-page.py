from gensim.models import KeyedVectors

vectors = KeyedVectors.load_word2vec_format("vectors.bin", binary=True)
