import onnx
import skops.io
import transformers
from transformers import RagRetriever, TransfoXLTokenizer
from trainer.model import Model


def load(path: str):
    tokenizer = TransfoXLTokenizer.from_pretrained("transfo-xl/transfo-xl-wt103")  # expect: vulnerable-loader=warning
    retriever = RagRetriever.from_pretrained("facebook/rag-token-nq")  # expect: vulnerable-loader=warning
    # The second call of the same kind is a related place of the first.
    first = onnx.load(path)  # expect: vulnerable-loader=warning
    second = onnx.load_model(path + ".2")  # expect: vulnerable-loader=joined
    model = Model.load_from_checkpoint(path, weights_only=True)  # expect: vulnerable-loader=warning
    # Another rule tells of it.
    other = Model.load_from_checkpoint(path, weights_only=False)
    plain = Model.load_from_checkpoint(path)
    # Fixed there.
    trusted = skops.io.load(path, trusted=["a.B"])
    bert = transformers.AutoModel.from_pretrained("google-bert/bert-base-uncased")
    onnx.checker.check_model(first)
    return onnx.save(second, path)
