# A SecretStr shows itself as stars, and a tokenizer's tokens are pieces of text.
from pydantic import SecretStr


def test_masked(llm, capsys):
    assert isinstance(llm.together_api_key, SecretStr)
    print(llm.together_api_key, end="")


def compare(hf_tokenized, gguf_tokenized):
    for hf_token, gguf_token in zip(hf_tokenized, gguf_tokenized):
        print("HF =", hf_token)
        print("GGUF =", gguf_token)
