import gensim
import gensim.models as models
from gensim import corpora
from gensim.models import KeyedVectors, Word2Vec
from gensim.models.fasttext import FastText as FT
from huggingface_hub import hf_hub_download

VECTORS = "vectors.kv"

a = Word2Vec.load("vectors.model")  # expect: unsafe-gensim-load=warning
b = KeyedVectors.load(VECTORS, mmap="r")  # expect: unsafe-gensim-load=warning
c = gensim.models.Doc2Vec.load(fname="doc2vec.model")  # expect: unsafe-gensim-load=warning
d = models.LdaModel.load("lda.model")  # expect: unsafe-gensim-load
e = corpora.Dictionary.load("words.dict")  # expect: unsafe-gensim-load
f = FT.load("fasttext.model")  # expect: unsafe-gensim-load
g = KeyedVectors.load(hf_hub_download("org/x", "vectors.kv"))  # expect: unsafe-gensim-load=error, unpinned-model-revision, untrusted-model-source
h = gensim.similarities.SparseMatrixSimilarity.load("index")  # expect: unsafe-gensim-load


def from_caller(path):
    return Word2Vec.load(path)  # expect: unsafe-gensim-load=hint


def round_trip(model):
    model.save("own.model")
    return Word2Vec.load("own.model")  # expect: unsafe-gensim-load=hint
