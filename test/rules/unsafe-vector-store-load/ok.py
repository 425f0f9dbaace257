"""FAISS.load_local("index", embeddings, allow_dangerous_deserialization=True) in a docstring."""
from langchain_community.vectorstores import FAISS

embeddings = object()
a = FAISS.load_local("index", embeddings)
b = FAISS.load_local("index", embeddings, allow_dangerous_deserialization=False)
a.save_local("index")
tool = make_tool(allow_dangerous_requests=True)


def restore(path, allow_dangerous_deserialization=False):
    return FAISS.load_local(path, embeddings, allow_dangerous_deserialization=allow_dangerous_deserialization)
