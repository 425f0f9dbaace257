from langchain_chroma import Chroma

from mine import embeddings

store = Chroma(persist_directory="chroma_index", embedding_function=embeddings)
