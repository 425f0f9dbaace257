from transformers import AutoModel


def load(model_id):
    return AutoModel.from_pretrained(model_id, trust_remote_code=True)  # expect: remote-code-trusted
