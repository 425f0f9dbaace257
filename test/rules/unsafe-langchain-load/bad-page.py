from langchain_community.vectorstores import FAISS

from mine import embeddings

store = FAISS.load_local("faiss_index", embeddings, allow_dangerous_deserialization=True)  # expect: unsafe-langchain-load
