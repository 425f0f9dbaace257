"""Word2Vec.load("vectors.model") in a docstring is no call."""
import gensim.downloader
from gensim.corpora import Dictionary, MmCorpus
from gensim.models import KeyedVectors, Word2Vec
from gensim.models.fasttext import load_facebook_model

a = KeyedVectors.load_word2vec_format("vectors.bin", binary=True)
b = Dictionary.load_from_text("words.txt")
c = load_facebook_model("cc.en.300.bin")
d = MmCorpus("corpus.mm")
e = gensim.downloader.info()
model = Word2Vec(sentences=[["a"]], vector_size=10)
model.save("own.model")
model.wv.save_word2vec_format("vectors.txt")


class Vectors:
    @classmethod
    def load(cls, path):
        return cls()


f = Vectors.load("vectors.model")
g = gensim.models._fasttext_bin.load(open("cc.en.300.bin", "rb"))
