from huggingface_hub import snapshot_download
from langchain_community.retrievers import TFIDFRetriever
from langchain_community.vectorstores import FAISS, Annoy

embeddings = object()
TRUSTED = True
a = FAISS.load_local("faiss_index", embeddings, allow_dangerous_deserialization=True)  # expect: unsafe-vector-store-load=warning
b = Annoy.load_local("annoy_index", embeddings, allow_dangerous_deserialization=TRUSTED)  # expect: unsafe-vector-store-load=warning
c = TFIDFRetriever.load_local(folder_path="retriever", allow_dangerous_deserialization=True)  # expect: unsafe-vector-store-load=warning
d = FAISS.load_local(snapshot_download("org/index", repo_type="dataset"), embeddings, allow_dangerous_deserialization=True)  # expect: unsafe-vector-store-load=error
options = {"allow_dangerous_deserialization": True}
e = FAISS.load_local("faiss_index", embeddings, **options)  # expect: unsafe-vector-store-load=warning
f = FAISS.deserialize_from_bytes(blob, embeddings, allow_dangerous_deserialization=True)  # expect: unsafe-vector-store-load=warning
unused = {"allow_dangerous_deserialization": True}  # expect: unsafe-vector-store-load=warning


def restore(path):
    return FAISS.load_local(path, embeddings, allow_dangerous_deserialization=True)  # expect: unsafe-vector-store-load=warning


def cache(documents):
    FAISS.from_documents(documents, embeddings).save_local("cache")
    return FAISS.load_local("cache", embeddings, allow_dangerous_deserialization=True)  # expect: unsafe-vector-store-load=hint
