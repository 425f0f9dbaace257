"""FAISS.load_local(path, allow_dangerous_deserialization=True) in a docstring is no call."""
from langchain_community.vectorstores import FAISS

a = FAISS.load_local("faiss_index", None)
b = FAISS.load_local("faiss_index", None, allow_dangerous_deserialization=False)
a.save_local("faiss_index")


def forwarded(path, embeddings, allow_dangerous_deserialization=False):
    return FAISS.load_local(path, embeddings, allow_dangerous_deserialization=allow_dangerous_deserialization)
