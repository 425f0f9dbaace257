from langchain.vectorstores import FAISS as Store
from langchain_community.retrievers import TFIDFRetriever
from langchain_community.vectorstores import FAISS, Annoy
from huggingface_hub import snapshot_download

FOLDER = "faiss_index"
OPTIONS = {"allow_dangerous_deserialization": True}

a = FAISS.load_local("faiss_index", None, allow_dangerous_deserialization=True)  # expect: unsafe-langchain-load=warning
b = Store.load_local(folder_path=FOLDER, embeddings=None, allow_dangerous_deserialization=True)  # expect: unsafe-langchain-load=warning
c = TFIDFRetriever.load_local("retriever", **OPTIONS)  # expect: unsafe-langchain-load=warning
d = Annoy.load_local(  # a comment
    snapshot_download("org/index"),
    None,
    allow_dangerous_deserialization=True,  # expect: unsafe-langchain-load=error
)


def from_caller(path, embeddings):
    return FAISS.load_local(path, embeddings, allow_dangerous_deserialization=True)  # expect: unsafe-langchain-load=warning


def round_trip(store, embeddings):
    store.save_local("own_index")
    return FAISS.load_local("own_index", embeddings, allow_dangerous_deserialization=True)  # expect: unsafe-langchain-load=hint
