from langchain_community.vectorstores import FAISS


def keep(store, embeddings):
    store.persist("kept")
    return FAISS.load_local("kept", embeddings, allow_dangerous_deserialization=True)  # expect: unsafe-vector-store-load=hint
